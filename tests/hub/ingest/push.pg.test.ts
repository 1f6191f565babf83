import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAfter } from '../../../hub/log/read';
import { storeStream } from '../../../hub/log/stream-names';
import { lin } from '../../support/a-customer';
import { aStore, aTenant } from '../../support/a-fact';
import { aFitting } from '../../support/a-fitting';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill, hashOf } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';

const sale = (n: number) => aSale().withGarment(redCoat).paidInCash().numbered(n).happening();

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let till: EnrolledTill;
  beforeAll(async () => {
    hub = await aHub(open);
  });
  afterAll(() => hub.stop());

  const stored = async (device: string) =>
    (await readAfter(hub.context.db, storeStream(aTenant, aStore), 0, 10_000)).filter(
      ({ place }) => place?.device === device,
    );

  describe('what a till sends', () => {
    test('is accepted once, however often it is sent', async () => {
      till = await anEnrolledTill(hub);
      const facts = till.happen(sale(1), sale(2));
      for (let times = 0; times < 3; times += 1) {
        const answer = answered(await till.push(facts));
        expect(answer.accepted).toEqual(facts.map(({ id }) => id));
        expect(answer.quarantined).toEqual([]);
        expect(answer.have).toEqual([{ epoch: till.memory().epoch, ranges: [[1, 2]] }]);
        expect(answer).toMatchObject({ series: till.series, fork: false, generation: hub.context.generation() });
      }
      expect(await stored(till.id)).toHaveLength(2);
    });

    test('parks each bad fact in its place and takes in the rest', async () => {
      till = await anEnrolledTill(hub);
      const [good, ill, unknown, newer, changed, last] = till.happen(
        sale(1),
        sale(2),
        sale(3),
        sale(4),
        sale(5),
        sale(6),
      );
      const rehashed = (fact: object) => ({ ...fact, hash: 'f'.repeat(64) });
      const answer = answered(
        await till.push([
          good,
          { ...ill, body: { ...ill?.body, lines: 'none' } },
          { ...unknown, kind: 'SaleDreamtOf' },
          { ...newer, v: 2 },
          rehashed({ ...changed }),
          { ...last, prev: 'f'.repeat(64), hash: hashOf({ ...last, hash: undefined, prev: 'f'.repeat(64) }) },
        ]),
      );
      expect(answer.accepted).toEqual([good?.id, last?.id]);
      expect(answer.quarantined.map(({ code }) => code)).toEqual([
        'fact-malformed',
        'kind-unknown',
        'version-unknown',
        'hash-wrong',
      ]);
      expect(answer.have[0]?.ranges).toEqual([[1, 6]]);
      const rows = await stored(till.id);
      expect(rows.map(({ place, quarantine }) => [place?.ctr, quarantine])).toEqual([
        [1, null],
        [2, 'fact-malformed'],
        [3, 'kind-unknown'],
        [4, 'version-unknown'],
        [5, 'hash-wrong'],
        [6, null],
      ]);
    });

    test('parks a fact whose chain was cut, and one of a kind that tills do not write', async () => {
      till = await anEnrolledTill(hub);
      const [first, second] = till.happen(sale(1), sale(2));
      const cut = { ...second, prev: 'a'.repeat(64) };
      const answer = answered(await till.push([first, { ...cut, hash: hashOf({ ...cut, hash: undefined }) }]));
      expect(answer.quarantined).toEqual([{ id: second?.id, code: 'chain-broken' }]);
      const order = { kind: 'ProductViewed', capture: 'scan', who: lin, body: { garment: redCoat } } as const;
      const [viewed] = till.happen(order);
      expect(answered(await till.push([viewed])).quarantined).toEqual([{ id: viewed?.id, code: 'kind-not-for-tills' }]);
    });

    test('parks what says another tenant, store or device under the token’s own', async () => {
      till = await anEnrolledTill(hub);
      const other = await anEnrolledTill(hub, { name: 'Till 2' });
      const foreign = other.happen(sale(1));
      const answer = answered(await till.push(foreign));
      expect(answer.quarantined).toEqual([{ id: foreign[0]?.id, code: 'not-yours' }]);
      expect(await stored(other.id)).toEqual([]);
      expect((await stored(till.id)).map(({ quarantine }) => quarantine)).toEqual(['not-yours']);
    });

    test('keeps the first of two facts with one id, and parks the second', async () => {
      till = await anEnrolledTill(hub);
      const [first] = till.happen(sale(1));
      await till.push([first]);
      const [second] = till.happen(sale(2));
      const twin = { ...second, id: first?.id };
      const answer = answered(await till.push([{ ...twin, hash: hashOf({ ...twin, hash: undefined }) }]));
      expect(answer).toMatchObject({ accepted: [], quarantined: [{ id: first?.id, code: 'id-reused' }] });
      expect(answer.have[0]?.ranges).toEqual([[1, 2]]);
    });

    test('takes a stub, and anything at all, as a parked row', async () => {
      till = await anEnrolledTill(hub);
      const { epoch } = till.memory();
      const stub = { parked: true, id: 'sale_gone', epoch, ctr: 1, hash: null, reason: 'unreadable' };
      const answer = answered(await till.push([stub, 'nonsense', null, 7, { id: 'x\u0000y', kind: 'a\u0000b' }]));
      expect(answer.accepted).toEqual([]);
      expect(answer.quarantined).toHaveLength(5);
      expect(answer.quarantined[0]).toEqual({ id: 'sale_gone', code: 'parked-by-till' });
      expect(answer.have).toEqual([{ epoch, ranges: [[1, 1]] }]);
      const again = answered(await till.push([stub]));
      expect(again.quarantined).toEqual([{ id: 'sale_gone', code: 'parked-by-till' }]);
    });

    test('arrives in order even when it was sent in disorder', async () => {
      till = await anEnrolledTill(hub);
      const before = till.happen(sale(1), sale(2), sale(3));
      till.restart();
      const after = till.happen(sale(4), sale(5));
      const answer = answered(await till.push(after));
      expect(answer.accepted).toEqual(after.map(({ id }) => id));
      expect(await stored(till.id)).toEqual([]);
      await till.push([before[2], before[0]]);
      await till.push([before[1]]);
      expect((await stored(till.id)).map(({ id }) => id)).toEqual([...before, ...after].map(({ id }) => id));
    });

    test('never waits for good: a gap is closed as a named loss', async () => {
      let nowMs = Date.UTC(2026, 10, 22, 4);
      const own = await aHub(open, { gapWaitMs: 60_000 }, { clock: () => nowMs });
      till = await anEnrolledTill(own, { nowMs: () => nowMs });
      const [one, , , four, five] = till.happen(sale(1), sale(2), sale(3), sale(4), sale(5));
      expect(answered(await till.push([one, four])).have[0]?.ranges).toEqual([
        [1, 1],
        [4, 4],
      ]);
      nowMs += 120_000;
      answered(await till.push([five]));
      const rows = await readAfter(own.context.db, storeStream(aTenant, aStore), 0, 100);
      expect(rows.map(({ place, quarantine }) => [place?.ctr, quarantine])).toEqual([
        [1, null],
        [3, 'gap-lost'],
        [4, null],
        [5, null],
      ]);
      await own.stop();
    });

    test('stores keys before facts, and an open fitting is taken as it is', async () => {
      till = await anEnrolledTill(hub);
      const facts = await till.tell(
        {
          kind: 'CustomerEnrolled',
          capture: 'typed',
          who: lin,
          body: { at: 'till', language: 'en' },
          secret: { name: 'Lin' },
        },
        ...aFitting().by(lin).withGarment(redCoat, 'left', 'too-small').happenings(),
      );
      expect(facts).toHaveLength(4);
      expect(hub.context.keys.of(aTenant).get(lin)).toMatch(/^[\w-]{43}$/);
    });
  });

  describe('a disk put back or copied', () => {
    test('shows as a fork at first contact: both sides stay, the second numbers under a new series', async () => {
      till = await anEnrolledTill(hub);
      await till.tell(sale(1), sale(2));
      const image = till.memory();
      const lost = await till.tell(sale(3), sale(4));
      till.restoreFrom(image);
      const again = till.happen(sale(3));
      const answer = answered(await till.push(again));
      expect(answer).toMatchObject({ accepted: [again[0]?.id], quarantined: [], fork: true });
      expect(answer.series).not.toBe(till.series);
      const ids = (await stored(till.id)).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining([...lost, ...again].map(({ id }) => id)));
      till.restart();
      const later = answered(await till.push(till.happen(sale(5))));
      expect(later.series).toBe(answer.series);
    });

    test('is found too when the copy speaks before the original goes on', async () => {
      till = await anEnrolledTill(hub);
      await till.tell(sale(1));
      const image = till.memory();
      const original = till.happen(sale(2));
      till.restoreFrom(image);
      const copy = answered(await till.push(till.happen(sale(2))));
      expect(copy.fork).toBe(false);
      const answer = answered(await till.push(original));
      expect(answer).toMatchObject({ accepted: [original[0]?.id], fork: true });
      expect(answer.series).not.toBe(copy.series);
    });

    test('is found when a running machine was copied: two facts in one place', async () => {
      till = await anEnrolledTill(hub);
      await till.tell(sale(1));
      const [place] = till.happen(sale(2));
      await till.push([place]);
      const twin = { ...place, id: hub.context.mint('sale') };
      const answer = answered(await till.push([{ ...twin, hash: hashOf({ ...twin, hash: undefined }) }]));
      expect(answer).toMatchObject({ accepted: [twin.id], fork: true });
      expect((await stored(till.id)).map(({ isFork }) => isFork)).toEqual([false, false, true]);
    });
  });

  test('parks a fact that is too large, in its place, and takes in what follows', async () => {
    till = await anEnrolledTill(hub);
    const large = Array.from({ length: 150 }).reduce<ReturnType<typeof aSale>>(
      (all) => all.withGarment(redCoat),
      aSale(),
    );
    const facts = till.happen(large.paidInCash().happening(), sale(2));
    const answer = answered(await till.push(facts));
    expect(answer.quarantined).toEqual([{ id: facts[0]?.id, code: 'fact-too-large' }]);
    expect(answer.accepted).toEqual([facts[1]?.id]);
    expect((await stored(till.id)).map(({ place }) => place?.ctr)).toEqual([1, 2]);
  });

  test('over a network that drops, doubles and shuffles, everything arrives once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 14 }),
        async (sizes, deliveries) => {
          till = await anEnrolledTill(hub);
          const batches = sizes.map((size, at) => {
            if (at % 2 === 1) till.restart();
            return till.happen(...Array.from({ length: size }, (_, n) => sale(n + 1)));
          });
          for (const [pick, isReversed] of deliveries) {
            const batch = batches[pick % batches.length] ?? [];
            await till.push(isReversed ? [...batch].reverse() : batch);
          }
          for (const batch of batches) expect(answered(await till.push(batch)).quarantined).toEqual([]);
          expect((await stored(till.id)).map(({ id }) => id)).toEqual(batches.flat().map(({ id }) => id));
          const [waiting] = await hub.context.db.run<{ n: number }>(
            'select count(*) as n from early where device = $1',
            [till.id],
          );
          expect(waiting?.n).toBe(0);
        },
      ),
      { numRuns: 15, interruptAfterTimeLimit: 25_000 },
    );
  });

  test('two pushes of one till at once are judged one after the other', async () => {
    till = await anEnrolledTill(hub);
    const facts = till.happen(...Array.from({ length: 40 }, (_, n) => sale(n + 1)));
    const answers = await Promise.all([till.push(facts.slice(20)), till.push(facts.slice(0, 20)), till.push(facts)]);
    for (const answer of answers) expect(answered(answer).quarantined).toEqual([]);
    expect((await stored(till.id)).map(({ place }) => place?.ctr)).toEqual(facts.map((_, n) => n + 1));
  });

  test('a clock that runs ahead is marked on the till and refuses nothing', async () => {
    till = await anEnrolledTill(hub, { nowMs: () => Date.now() + 86_400_000 });
    await till.tell(sale(1));
    const [row] = await hub.context.db.run<{ skew_ms: number; last_ctr: number }>(
      'select skew_ms, last_ctr from device where id = $1',
      [till.id],
    );
    expect(row?.skew_ms).toBeGreaterThan(86_000_000);
    expect(row?.last_ctr).toBe(1);
  });
});
