import fc from 'fast-check';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { leaveReasons } from '#shared/fitting/facts';
import { DAY_MS } from '#shared/kernel/time';
import { aGrant, aWithdrawal, lin } from './a-customer';
import { factOf, NOON_MS } from './a-fact';
import { aFitting } from './a-fitting';
import { aSale } from './a-sale';
import { anOrder } from './an-order';
import { blueDress, redCoat, redCoatInLarge, whiteShirt, whiteShirtInLarge, whiteShirtInSmall } from './garments';
import { idOf } from './ids';

const garment = fc.constantFrom(redCoat, redCoatInLarge, whiteShirtInSmall, whiteShirt, whiteShirtInLarge, blueDress, {
  ...blueDress,
  category: null,
});
const whose = fc.constantFrom('self', 'gift', 'unknown');
const outcome = fc.oneof(
  fc.constantFrom(['bought', null] as const, ['unknown', null] as const, ['left', null] as const),
  fc.tuple(fc.constantFrom('left', 'held', 'swapped'), fc.constantFrom(...leaveReasons)),
);

const sale = fc
  .array(fc.tuple(garment, fc.boolean(), whose, fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 4 })
  .map((lines) =>
    lines.reduce(
      (all, [piece, isReturn, of, qty]) =>
        isReturn ? all.bringingBack(piece, { for: of, qty }) : all.withGarment(piece, { for: of, qty }),
      aSale().to(lin),
    ),
  )
  .map((told): Happening => told.happening());

const fitting = fc
  .array(fc.tuple(garment, outcome), { maxLength: 4 })
  .map((pieces) => pieces.reduce((all, [piece, [what, why]]) => all.withGarment(piece, what, why), aFitting().by(lin)))
  .map((told): Happening => told.happenings()[2]);

const order = fc
  .array(fc.tuple(garment, whose), { minLength: 1, maxLength: 3 })
  .map((lines) => lines.reduce((all, [piece, of]) => all.withGarment(piece, 1, of), anOrder().by(lin)))
  .map((told): Happening => told.happening());

const viewed = garment.map((piece): Happening => {
  return { kind: 'ProductViewed', capture: 'system', who: lin, body: { garment: piece } };
});

const enrolled = fc.constantFrom('till', 'phone', 'import').map((at): Happening => {
  return { kind: 'CustomerEnrolled', capture: 'typed', who: lin, body: { at, language: 'en' } };
});

/** A moment within `years` before noon, often near it and often equal to another one's. */
const momentMs = (years: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((days) => NOON_MS - days * DAY_MS),
    fc.integer({ min: 0, max: years * 366 * DAY_MS }).map((back) => NOON_MS - back),
  );

/** Facts of one person, in store and online, each with an id of its own and any moment of five years. */
export const factsOfAPerson: fc.Arbitrary<readonly Fact[]> = fc
  .array(fc.tuple(fc.oneof(sale, fitting, order, viewed, enrolled), momentMs(5), fc.boolean()), { maxLength: 14 })
  .chain((told) => {
    const facts = told.map(([happening, atMs, isNowhere], index) =>
      factOf(happening, { atMs, n: index + 1, ...(isNowhere ? { store: null } : {}) }),
    );
    return fc.tuple(fc.constant(facts), consentChanges(facts.length)).map(([some, more]) => [...some, ...more]);
  });

/** Grants and withdrawals of one consent by clocks up to three days wrong. A grant names any of the withdrawals. */
export function consentChanges(firstN: number): fc.Arbitrary<readonly Fact[]> {
  const wrongMs = fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS });
  const change = fc.record({ granted: fc.boolean(), atMs: wrongMs, answered: fc.array(fc.nat(7), { maxLength: 3 }) });
  return fc.array(change, { maxLength: 8 }).map((changes) =>
    changes.map(({ granted, atMs, answered }, index) => {
      const place = { n: firstN + index + 1, atMs: NOON_MS + atMs };
      const answers = answered.map((other) => idOf('consent', firstN + other + 1));
      return granted ? aGrant({ ...place, answers }) : aWithdrawal(place);
    }),
  );
}
