import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Garment } from '#shared/catalog/garment';
import type { Happening } from '#shared/facts/happening';
import { onHand } from '#shared/stock/fold-stock';
import { aLiveTill, allSent, besideAHub, type LiveTill, openForBusiness, sell } from '../support/a-live-till';
import { RememberingTill } from '../support/a-remembering-till';
import { aSale } from '../support/a-sale';
import { aSteppedHub, type SteppedHub } from '../support/a-stepped-hub';
import { anEnrolledTill } from '../support/an-enrolled-till';
import { eachDatabase } from '../support/databases';
import { aGarment, redCoat } from '../support/garments';
import { holdsAlways } from '../support/regressions';

const DAY_MS = 86_400_000;
const TILLS = 3;

function countOf({ variant, style }: Garment, qty: number): Happening {
  return { kind: 'StockCounted', capture: 'typed', body: { lines: [{ variant, style, qty }] } };
}

type Step =
  | { readonly kind: 'sells'; readonly till: number; readonly qty: number }
  | { readonly kind: 'takes back'; readonly till: number }
  | { readonly kind: 'counts'; readonly till: number }
  | { readonly kind: 'sends'; readonly till: number; readonly facts: number; readonly errorMs: number }
  | { readonly kind: 'projects'; readonly pick: number };

const till = fc.nat(TILLS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('sells' as const), till, qty: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('takes back' as const, 'counts' as const), till }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('sends' as const),
      till,
      facts: fc.integer({ min: 1, max: 9 }),
      errorMs: fc.integer({ min: -1000, max: 1000 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('projects' as const), pick: fc.nat(1000) }) },
);
const days = fc.record({
  /** How wrong each till's own clock is. */
  skewsMs: fc.array(fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS }), { minLength: TILLS, maxLength: TILLS }),
  steps: fc.array(step, { minLength: 10, maxLength: 60 }),
});
/** Two moments nearer than clocks can be compared by asking can't be told apart, and a shop does not ask for it. */
const BETWEEN_MS = 3_000;
let garments = 0;

eachDatabase((engine, openDatabase) => {
  describe('a shelf counted while other tills of the store are silent', () => {
    let stepped: SteppedHub;
    beforeAll(async () => {
      stepped = await aSteppedHub(openDatabase);
    });
    afterAll(() => stepped.hub().stop());

    test('holds at the hub and on every till what is on it, whatever their clocks say and whoever sends first', async () => {
      await holdsAlways(
        `a count in a partition ${engine}`,
        days,
        async ({ skewsMs, steps }) => {
          garments += 1;
          const sale = aSale();
          const piece = aGarment(5000 + garments, 5000 + garments);
          let nowMs = Date.now() - DAY_MS;
          let shelf = 100;
          const errorsMs = skewsMs.map(() => 0);
          const tills: RememberingTill[] = [];
          for (const [n, skewMs] of skewsMs.entries()) {
            const enrolled = await anEnrolledTill(stepped.hub(), {
              name: `Till ${n + 1}`,
              nowMs: () => nowMs + skewMs,
              hubOffsetMs: () => (errorsMs[n] ?? 0) - skewMs,
            });
            tills.push(new RememberingTill(enrolled, stepped.hub));
          }
          const send = async (from: RememberingTill | undefined, facts: number) => {
            const batch = from?.own.slice(from.sent, from.sent + facts) ?? [];
            if (!from || batch.length === 0) return;
            expect(await from.till.push(batch)).toMatchObject({ ok: true, value: { quarantined: [] } });
            from.sent += batch.length;
          };
          const happen = (n: number, happening: Happening) => {
            const where = tills[n];
            where?.own.push(...where.till.happen(happening));
          };

          happen(0, countOf(piece, shelf));
          for (const [n, now] of steps.entries()) {
            nowMs += BETWEEN_MS;
            switch (now.kind) {
              case 'sells':
                shelf -= now.qty;
                happen(
                  now.till,
                  sale
                    .withGarment(piece, { qty: now.qty })
                    .numbered(n + 1)
                    .happening(),
                );
                break;
              case 'takes back':
                shelf += 1;
                happen(
                  now.till,
                  sale
                    .bringingBack(piece)
                    .numbered(n + 1)
                    .happening(),
                );
                break;
              case 'counts':
                happen(now.till, countOf(piece, shelf));
                break;
              case 'projects':
                await stepped.step(now.pick);
                break;
              case 'sends':
                await send(tills[now.till], now.facts);
                errorsMs[now.till] = now.errorMs;
            }
          }
          for (const each of tills.toReversed()) while (each.sent < each.own.length) await send(each, 4);
          await stepped.settle();
          for (const each of tills) {
            await each.pullAll(0);
            expect(onHand(each.shownStock(piece.style, piece.variant).stock)).toBe(shelf);
          }
        },
        { runs: 60, withinMs: 15_000 },
      );
    });
  });
});

besideAHub('a shelf counted while two tills with wrong clocks are offline', (hub) => {
  test('holds what is on it, once they have sent what they sold before and after', async () => {
    const [coat, hours] = [redCoat.gtin ?? '', 3_600_000];
    const counter = await anEnrolledTill(hub(), { name: 'Counter', nowMs: Date.now });
    await counter.tell(countOf(redCoat, 10));
    const tills: LiveTill[] = [];
    for (const clockAheadMs of [3 * hours, -2 * hours]) {
      const each = await aLiveTill(hub(), { clockAheadMs });
      await each.run(
        ({ till: here, until }, aheadMs) =>
          until(here.sync, ({ clockOffsetMs }) => Math.abs((clockOffsetMs ?? 0) + aheadMs) < 1000).then(() => null),
        clockAheadMs,
      );
      tills.push(each);
    }
    const all = async (act: (till: LiveTill) => Promise<unknown>) => {
      for (const each of tills) await act(each);
    };
    /** Longer than two clocks can differ that were compared by asking. */
    const aMoment = () => new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));

    await all(openForBusiness);
    await all((each) => sell(each, coat));
    await all(allSent);
    await all(async (each) => each.cable.cut());
    await all((each) => sell(each, coat));
    await aMoment();
    await counter.tell(countOf(redCoat, 6));
    await aMoment();
    await all((each) => sell(each, coat));
    await all(async (each) => each.cable.mend());
    await all(allSent);
    await hub().projectors.caughtUp({ publishesAll: true });

    const second = await anEnrolledTill(hub(), { name: 'Till 4' });
    const late = new RememberingTill(second, hub);
    await late.pullAll(0);
    expect(onHand(late.shownStock(redCoat.style, redCoat.variant).stock)).toBe(4);
    await all((each) => expect.poll(() => shownStock(each)).toBe(4));
  });
});

function shownStock(each: LiveTill): Promise<number | null> {
  return each.run(({ till: here }, style) => here.style(style).get()?.variants[0]?.here ?? null, redCoat.style);
}
