import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Poke } from '#shared/contract/sync';
import { DAY_MS } from '#shared/kernel/time';
import { aCustomer, lin } from '../../../support/a-customer';
import { NOON_MS } from '../../../support/a-fact';
import { aFitting } from '../../../support/a-fitting';
import { aHub, type TestHub } from '../../../support/a-hub';
import { aSignedInManager, type ManagerBrowser } from '../../../support/a-manager';
import { aSale } from '../../../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill } from '../../../support/an-enrolled-till';
import { eachDatabase } from '../../../support/databases';
import { blueDress, redCoat } from '../../../support/garments';

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let lu: ManagerBrowser;
  let till: EnrolledTill;
  let nowMs = NOON_MS;
  const overview = async () => answered(await lu.call('read-overview', {}));

  beforeAll(async () => {
    hub = await aHub(open, {}, { clock: () => nowMs });
    lu = await aSignedInManager(hub, 'lu');
    till = await anEnrolledTill(hub, { name: '1 号台' });
  });
  afterAll(() => hub.stop());

  describe('the overview', () => {
    test('begins with every store, its tills, and nobody known', async () => {
      expect(await overview()).toMatchObject({
        manager: { name: 'Manager lu' },
        tenant: { code: 'shop' },
        stores: [
          { code: 'JA', currency: 'CNY', salesToday: 0, parked: 0, tills: [{ name: '1 号台', forked: false }] },
          { code: 'PU', tills: [] },
        ],
        totals: { people: 0, bothHalves: 0, salesToday: 0, identifiedSalesToday: 0 },
      });
    });

    test('counts today’s sales, fittings and people as soon as they are sent', async () => {
      await till.tell(
        ...aCustomer(lin).named('林月').withPhone('+8613800136021').happenings(),
        ...aFitting().by(lin).withGarment(redCoat, 'left', 'too-small').happenings(),
        aSale().to(lin).withGarment(blueDress).paidInCash().happening(),
        aSale().withGarment(redCoat).numbered(2).paidInCash().happening(),
      );
      await hub.projectors.caughtUp();
      const now = await overview();
      expect(now.stores[0]).toMatchObject({ salesToday: 2, minorToday: 51_800, fittingsToday: 1, people: 1 });
      expect(now.stores[0]?.tills[0]).toMatchObject({ lastHeardMs: nowMs, lastCtr: 7 });
      expect(now.totals).toMatchObject({
        people: 1,
        storeOnly: 1,
        salesToday: 2,
        identifiedSalesToday: 1,
        factsToday: 7,
      });
      expect(now.newestFactMs).toBe(nowMs);
      expect(now.stores[0]?.identifiedToday).toBe(1);
    });

    test('shows what happened last, with whom, masked', async () => {
      const { latest } = await overview();
      expect(latest.map(({ step, person }) => [step.kind, person?.title ?? null])).toEqual([
        ['SaleCompleted', null],
        ['SaleCompleted', '林**'],
        ['FittingEnded', '林**'],
        ['CustomerEnrolled', '林**'],
      ]);
      expect(JSON.stringify(latest)).not.toContain('林月');
    });
  });

  test('tags are counted with where their evidence comes from', async () => {
    const { tags } = answered(await lu.call('read-tags', {}));
    expect(
      tags.map(({ tag, source, people, fromStore, fromBoth }) => [tag, source, people, fromStore, fromBoth]),
    ).toEqual([
      ['last-seen', 'last-seen@1', 1, 1, 0],
      ['tried-on-not-bought', 'tried-on-not-bought@1', 1, 1, 0],
      ['usual-size', 'usual-size@2', 1, 1, 0],
    ]);
  });

  test('a tag that has run out is not counted, though nobody wrote anything since', async () => {
    nowMs += 31 * DAY_MS;
    const later = await aSignedInManager(hub, 'later');
    const { tags } = answered(await later.call('read-tags', {}));
    nowMs = NOON_MS;
    expect(tags.map(({ tag }) => tag)).toEqual(['last-seen', 'usual-size']);
  });

  test('a fact the hub could not take is listed with its code, store and till, and counted on the store', async () => {
    const [good, bad] = till.happen(
      aSale().withGarment(redCoat).numbered(3).happening(),
      aSale().withGarment(redCoat).numbered(4).happening(),
    );
    answered(await till.push([good, { ...bad, hash: 'f'.repeat(64) }]));
    await hub.projectors.caughtUp();
    const { facts } = answered(await lu.call('read-parked', {}));
    expect(facts).toMatchObject([
      { id: bad?.id, code: 'hash-wrong', store: { en: 'Jing An' }, till: '1 号台', kind: 'SaleCompleted' },
    ]);
    expect((await overview()).stores.map(({ parked }) => parked)).toEqual([1, 0]);
  });

  test('a screen hears of a sale by itself, and then reads it', async () => {
    const pokes: Poke[] = [];
    let isOpen = () => {};
    const opened = new Promise<void>((resolve) => {
      isOpen = resolve;
    });
    const stop = lu.follow({ onOpen: isOpen, onPoke: (poke) => pokes.push(poke) }, 'follow-region');
    await opened;
    const another = await anEnrolledTill(hub, { name: '2 号台', nowMs: () => nowMs });
    const before = (await overview()).totals.salesToday;
    const began = performance.now();
    await another.tell(aSale().withGarment(redCoat).numbered(5).happening());
    let seen = before;
    while (seen === before && performance.now() - began < 15_000) {
      if (pokes.length > 0) seen = (await overview()).totals.salesToday;
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
    stop();
    expect(seen).toBe(before + 1);
    expect(pokes[0]).toMatchObject({ feed: 'region' });
  });
});
