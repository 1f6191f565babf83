import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { aHub, type TestHub } from '../support/a-hub';
import { aSale } from '../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill, hashOf } from '../support/an-enrolled-till';
import { eachDatabase } from '../support/databases';
import { redCoat, whiteShirt } from '../support/garments';
import { holdsAlways } from '../support/regressions';

/** One push on its way: how often it is delivered, when its copies come (by rank among all), and whether the till hears of it. */
const push = fc.record({
  facts: fc.integer({ min: 1, max: 200 }),
  copies: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 5 }),
  isHeard: fc.nat(9).map((n) => n > 2),
  /** The till starts again after it. */
  isLast: fc.nat(9).map((n) => n === 0),
});
const week = fc.array(fc.array(push, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 });
type Push = {
  readonly facts: number;
  readonly copies: readonly number[];
  readonly isHeard: boolean;
  readonly isLast: boolean;
};

type Delivery = { readonly till: EnrolledTill; readonly batch: readonly Fact[]; readonly rank: number };

let numbers = 0;
const sale = () =>
  aSale().withGarment(redCoat).withGarment(whiteShirt, { qty: 2 }).paidInCash().numbered(++numbers).happening();

/** The batches a till sends when nobody answers in time: what was not heard of is sent again with the next. */
function batchesOf(
  till: EnrolledTill,
  pushes: readonly Push[],
): { all: readonly Fact[]; deliveries: readonly Delivery[] } {
  const all: Fact[] = [];
  const deliveries: Delivery[] = [];
  let unheard: readonly Fact[] = [];
  for (const { facts, copies, isHeard, isLast } of pushes) {
    const fresh = till.happen(...Array.from({ length: facts }, sale));
    all.push(...fresh);
    const batch = [...unheard, ...fresh].slice(0, 200);
    deliveries.push(...copies.map((rank) => ({ till, batch, rank })));
    unheard = isHeard ? [...unheard, ...fresh].slice(200) : [...unheard, ...fresh];
    if (isLast) till.restart();
  }
  return { all, deliveries };
}

eachDatabase((engine, openDatabase) => {
  describe('what tills send', () => {
    let hub: TestHub;
    beforeAll(async () => {
      hub = await aHub(openDatabase);
      await hub.projectors.pause();
    });
    afterAll(() => hub.stop());

    test('stands in the log once and unchanged, however often, late and disordered it is delivered', async () => {
      let sent = 0;
      await holdsAlways(
        `nothing arrives twice ${engine}`,
        week,
        async (tills) => {
          const sides = await Promise.all(
            tills.map(async (pushes, n) => {
              const till = await anEnrolledTill(hub, { name: `Till ${n}` });
              return { till, ...batchesOf(till, pushes) };
            }),
          );
          const deliveries = sides.flatMap((side) => side.deliveries).sort((a, b) => a.rank - b.rank);
          await Promise.all(deliveries.map(({ till, batch }) => till.push(batch)));
          for (const { till, all } of sides) {
            sent += all.length;
            for (let from = 0; from < all.length; from += 200) {
              const answer = answered(await till.push(all.slice(from, from + 200)));
              expect(answer).toMatchObject({ quarantined: [], fork: false, series: till.series });
            }
            expect(await logged(till.id)).toEqual(all.map(({ id, hash }) => [id, hash, hash, null]));
          }
        },
        { runs: 20, withinMs: 20_000 },
      );
      process.stdout.write(`nothing arrives twice: ${sent} sales\n`);
      expect(sent).toBeGreaterThan(300);
    });

    /** A device's facts in the log's order: id, hash as stored, hash of what is stored, quarantine. */
    async function logged(
      device: string | undefined,
    ): Promise<readonly (readonly [string, string, string, string | null])[]> {
      const rows = await hub.context.db.run<{ id: string; hash: string; fact: Fact; quarantine: string | null }>(
        'select id, hash, fact, quarantine from fact where device = $1 order by seq',
        [device],
      );
      return rows.map(({ id, hash, fact, quarantine }) => [id, hash, hashOf({ ...fact, hash: undefined }), quarantine]);
    }
  });
});
