import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { must } from '#shared/kernel/invariant';
import { lastSeq } from '../../../hub/log/read';
import { storeStream } from '../../../hub/log/stream-names';
import { rebuild } from '../../../hub/projectors/rebuild';
import { readParkedFacts } from '../../../hub/region/parked';
import { breakTable } from '../../support/a-broken-table';
import { lin } from '../../support/a-customer';
import { aStore, aTenant } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';

const enrolment = {
  kind: 'CustomerEnrolled',
  capture: 'typed',
  who: lin,
  body: { at: 'till', language: 'en' },
  secret: { name: 'Lin' },
} as const;

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let till: EnrolledTill;
  beforeAll(async () => {
    hub = await aHub(open, {}, { logger: pino({ level: 'silent' }) });
    till = await anEnrolledTill(hub);
  });
  afterAll(() => hub.stop());

  const sold = async () => {
    const [row] = await hub.context.db.run<{ sales: number }>(
      'select coalesce(sum(sales), 0) as sales from figure where tenant = $1',
      [aTenant],
    );
    return Number(row?.sales);
  };

  test('a count, a line or an amount beyond anything in trade is parked, and nothing else is', async () => {
    const other = await anEnrolledTill(hub, { name: 'Till 2' });
    const lines = [{ variant: redCoat.variant, style: redCoat.style, qty: 3_000_000_000 }];
    const count = { kind: 'StockCounted', capture: 'typed', body: { lines } } as const;
    const [good, ...others] = other.happen(aSale().withGarment(redCoat).paidInCash().happening(), enrolment, enrolment);
    const [second, third] = others as unknown as readonly [Fact, Fact];
    const tooMany = { ...second, kind: count.kind, body: count.body };
    const tooMuch = { ...third, kind: good?.kind, body: { ...good?.body, totalMinor: 9_000_000_000_000_000 } };
    const answer = answered(await other.push([good, tooMany, tooMuch]));
    expect(answer.accepted).toEqual([good?.id]);
    expect(answer.quarantined.map(({ code }) => code)).toEqual(['fact-malformed', 'fact-malformed']);
    await hub.projectors.caughtUp();
    expect(await sold()).toBe(1);
  });

  test('a fact whose values fit into no table is set aside for the manager, and what follows is counted', async () => {
    const before = await sold();
    const stays: Happening = aSale().withGarment(redCoat).paidInCash().happening();
    const [first, bad, last] = till.happen(stays, stays, stays) as readonly [Fact, Fact, Fact];
    // As a hub with looser rules let it in.
    const body = { lines: [{ variant: redCoat.variant, style: redCoat.style, qty: 3_000_000_000 }] };
    const rowOf = (fact: Fact, changes: object) => ({
      id: fact.id,
      place: { device: till.id, epoch: must(fact.device, 'a place').epoch, ctr: must(fact.device, 'a place').ctr },
      hlc: fact.hlc,
      kind: fact.kind,
      v: 1,
      who: null,
      receivedAtMs: hub.context.clock(),
      hash: fact.hash ?? null,
      quarantine: null,
      fact: { ...fact, ...changes },
    });
    await hub.context.log.append(storeStream(aTenant, aStore), [
      rowOf(first, {}),
      rowOf(bad, { kind: 'StockCounted', body }),
      rowOf(last, {}),
    ]);
    const after = answered(await till.push(till.happen(stays, enrolment)));
    expect(after.quarantined).toEqual([]);
    await hub.projectors.caughtUp({ publishesAll: true });
    expect(await sold()).toBe(before + 3);
    expect((await till.pull('receipts')).documents).toHaveLength(before + 3);
    expect((await till.pull('customers')).documents).toHaveLength(1);
    const [stock] = (await till.pull('stock')).documents as unknown as { skus: Record<string, { after: number }> }[];
    expect(stock?.skus[redCoat.variant]?.after).toBe(-before - 3);
    const aside = async () =>
      (await readParkedFacts(hub.context, aTenant)).flatMap(({ id, code, till: name }) =>
        code === 'value-unusable' ? [`${id} ${name}`] : [],
      );
    expect(await aside()).toEqual([`${bad.id} Till 1`]);
    await rebuild(hub.context, hub.projectors, aTenant);
    expect(await aside()).toEqual([`${bad.id} Till 1`]);
    expect(await sold()).toBe(before + 3);
  });

  test('one projector that fails for a while holds up neither the others nor who is whom', async () => {
    const before = await sold();
    const mend = await breakTable(hub.context.db, 'insert or update on stock', 'true');
    await till.tell(aSale().withGarment(redCoat).paidInCash().happening());
    const readBy = async () => {
      const { stream } = storeStream(aTenant, aStore);
      const rows = await hub.context.db.run<{ projector: string; seq: number }>(
        'select projector, seq from progress where stream = $1',
        [stream],
      );
      return Object.fromEntries(rows.map(({ projector, seq }) => [projector, seq]));
    };
    const last = await lastSeq(hub.context.db, storeStream(aTenant, aStore));
    await expect.poll(readBy, { timeout: 60_000 }).toMatchObject({ people: last, receipts: last, figures: last });
    expect((await readBy()).stock).toBeLessThan(last);
    expect(await sold()).toBe(before + 1);
    await mend();
    await expect.poll(readBy, { timeout: 60_000 }).toMatchObject({ stock: last });
  });
});
