import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StockDocument } from '#shared/documents/documents';
import { breakTable } from '../../support/a-broken-table';
import { anotherStore, aStore } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill, type EnrolledTill } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let here: EnrolledTill;
  let there: EnrolledTill;
  beforeAll(async () => {
    hub = await aHub(open, {}, { logger: pino({ level: 'silent' }) });
    here = await anEnrolledTill(hub, { name: 'Here' });
    there = await anEnrolledTill(hub, { store: anotherStore, name: 'There' });
  });
  afterAll(() => hub.stop());

  const coatsSold = async (till: EnrolledTill) => {
    const { documents } = await till.pull('stock');
    const coat = documents.find(({ id }) => id === redCoat.style) as unknown as StockDocument | undefined;
    return Math.abs(coat?.skus[redCoat.variant]?.after ?? 0);
  };

  test('a store whose facts can’t be folded holds up no other store, and goes on where it stood once they can', async () => {
    const mend = await breakTable(hub.context.db, 'insert or update on stock', `new.store = '${aStore}'`);
    await here.tell(aSale().withGarment(redCoat).paidInCash().happening());
    await there.tell(aSale().withGarment(redCoat, { qty: 2 }).paidInCash().happening());
    await expect.poll(() => coatsSold(there), { timeout: 20_000 }).toBe(2);
    expect(await coatsSold(here)).toBe(0);
    await mend();
    await expect.poll(() => coatsSold(here), { timeout: 20_000 }).toBe(1);
  });
});
