import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '#shared/kernel/time';
import { NOON_MS } from '../../../support/a-fact';
import { aHub, type TestHub } from '../../../support/a-hub';
import { aSignedInManager } from '../../../support/a-manager';
import { aPhone } from '../../../support/a-phone';
import { aSale } from '../../../support/a-sale';
import { anEnrolledTill, answered } from '../../../support/an-enrolled-till';
import { eachDatabase } from '../../../support/databases';
import { redCoat } from '../../../support/garments';

const HOUR_MS = 3_600_000;

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let nowMs = NOON_MS;
  beforeAll(async () => {
    hub = await aHub(open, {}, { clock: () => nowMs });
  });
  afterAll(() => hub.stop());

  test('seven business days stand beside today, which begins empty; the eighth is forgotten', async () => {
    const till = await anEnrolledTill(hub);
    await till.tell(aSale().withGarment(redCoat).paidInCash().happening());
    await hub.projectors.caughtUp();
    const seen = [];
    for (const days of [0, 6, 7]) {
      nowMs = NOON_MS + days * DAY_MS;
      const manager = await aSignedInManager(hub, `day-${days}`);
      const { stores, totals } = answered(await manager.call('read-overview', {}));
      const [store] = stores;
      seen.push([store?.salesToday, store?.week.sales, totals.salesToday, totals.salesWeek]);
      expect(store?.week.minor).toBe(days === 7 ? 0 : 25_900);
    }
    expect(seen).toEqual([
      [1, 1, 1, 1],
      [0, 1, 0, 1],
      [0, 0, 0, 0],
    ]);
  });

  test('what happens online is of the shop’s own day, whatever the day elsewhere', async () => {
    const phone = aPhone(hub, []);
    let managers = 0;
    const factsToday = async (atMs: number) => {
      nowMs = atMs;
      managers += 1;
      const manager = await aSignedInManager(hub, `online-${managers}`);
      return answered(await manager.call('read-overview', {})).totals.factsToday;
    };
    const earlyMs = Date.UTC(2027, 0, 14, 17, 30);
    expect(await factsToday(earlyMs)).toBe(0);
    for (const store of [null, 'JA']) {
      const { status } = await phone.post('/v1/shop/visits', { gtin: redCoat.gtin, store, placement: 'label' });
      expect(status).toBe(200);
    }
    await hub.projectors.caughtUp();
    expect(await factsToday(earlyMs)).toBe(2);
    expect(await factsToday(earlyMs + 10 * HOUR_MS)).toBe(2);
    expect(await factsToday(earlyMs + 23 * HOUR_MS)).toBe(0);
  });
});
