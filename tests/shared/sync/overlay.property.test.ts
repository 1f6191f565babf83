import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerDocument, StockDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import { AnchorId, type VariantId } from '#shared/kernel/ids';
import { foldAnchor, mergeAnchorStates, noAnchorState } from '#shared/people/fold-anchor';
import { foldStock, noStock, type StockMove, stockMovesOf } from '#shared/stock/fold-stock';
import { hlcMs } from '#shared/sync/hybrid-clock';
import { overlayCustomer, overlayStock } from '#shared/sync/overlay';
import { aStore, factOf, NOON_MS } from '../../support/a-fact';
import { aSale } from '../../support/a-sale';
import { factsOfAPerson } from '../../support/arbitrary-facts';
import { redCoat, redCoatInLarge } from '../../support/garments';
import { idOf } from '../../support/ids';

const anchors = [1, 2, 3].map((n) => AnchorId.parse(idOf('who', n)));
const fold = (facts: readonly Fact[]) =>
  facts.reduce((state, fact) => foldAnchor(state, fact, hlcMs(fact.hlc)), noAnchorState);
const hlcOf = (fact: Fact | undefined) => fact?.hlc ?? 0;

/** One till's own facts in its own order, about any of three anchors, and facts that came from elsewhere. */
const story = fc
  .tuple(factsOfAPerson, factsOfAPerson, fc.array(fc.nat(2), { minLength: 60, maxLength: 60 }))
  .map(([mine, theirs, whose]) => {
    const about = (fact: Fact, index: number): Fact => ({ ...fact, who: anchors[whose[index] ?? 0] });
    const own = [...mine].sort((a, b) => a.hlc - b.hlc).map((fact, index) => ({ ...fact, hlc: fact.hlc + index }));
    const others = theirs.map((fact, index) => ({ ...fact, id: factOf(fact, { n: 100 + index }).id }));
    return { own: own.map(about), others: others.map((fact, index) => about(fact, index + 25)) };
  });

/** A person's document when the hub has folded this till's first facts, a number of its own for each anchor. */
function documentAt(own: readonly Fact[], others: readonly Fact[], cuts: readonly number[]): CustomerDocument {
  const parts = anchors.map((who, index) => {
    const known = own.slice(0, cuts[index] ?? 0);
    const folded = [...others, ...known].filter((fact) => fact.who === who);
    return { who, seen: hlcOf(known.at(-1)), state: fold(folded), sealed: null };
  });
  return { id: anchors[0] ?? '', seq: 1, at: NOON_MS, anchors: parts };
}

const cutAt = (own: readonly Fact[], parts: readonly number[]) => parts.map((part) => Math.round(part * own.length));
const thirds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });

describe('a person on the till', () => {
  it('is the fold of all facts, however far the hub is with each anchor', () => {
    fc.assert(
      fc.property(story, thirds, ({ own, others }, parts) => {
        const overlaid = overlayCustomer(documentAt(own, others, cutAt(own, parts)), own);
        const states = overlaid?.anchors.map(({ state }) => state) ?? [];
        expect(JSON.stringify(mergeAnchorStates(states))).toBe(JSON.stringify(fold([...own, ...others])));
      }),
      { numRuns: 300 },
    );
  });

  it('is not counted twice when overlaid twice', () => {
    fc.assert(
      fc.property(story, thirds, ({ own, others }, parts) => {
        const once = overlayCustomer(documentAt(own, others, cutAt(own, parts)), own);
        expect(overlayCustomer(once, own)).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });
});

/** Sales, returns and counts of two variants of one style. */
const shelfStep = fc.record({
  garment: fc.constantFrom(redCoat, redCoatInLarge),
  what: fc.constantFrom('sold', 'returned', 'counted'),
  qty: fc.integer({ min: 1, max: 5 }),
  at: fc.integer({ min: 1, max: 500 }),
});

function shelfFact(
  { garment, what, qty, at }: typeof shelfStep extends fc.Arbitrary<infer T> ? T : never,
  n: number,
): Fact {
  const place = { n, hlc: at * 1000 + n };
  if (what === 'sold') return aSale().numbered(n).withGarment(garment, { qty }).fact(place);
  if (what === 'returned') return aSale().numbered(n).bringingBack(garment, { qty }).fact(place);
  const lines = [{ variant: garment.variant, style: garment.style, qty }];
  return factOf({ kind: 'StockCounted', capture: 'scan', body: { lines } }, place);
}

const movesOf = (facts: readonly Fact[]) => facts.flatMap((fact) => stockMovesOf(fact, aStore));
const stockOf = (moves: readonly StockMove[], variant: VariantId) =>
  foldStock(
    moves.filter((move) => move.variant === variant),
    NOON_MS,
  );

function stockAt(known: readonly Fact[], seen: number): StockDocument {
  const moves = movesOf(known);
  const skus = Object.fromEntries([...new Set(moves.map(({ variant }) => variant))].map((v) => [v, stockOf(moves, v)]));
  return { id: redCoat.style, seq: 1, seen, at: NOON_MS, skus };
}

describe('stock on the till', () => {
  const mine = fc.array(shelfStep, { maxLength: 12 });
  const inOrder = (steps: readonly { readonly at: number }[]) => [...steps].sort((a, b) => a.at - b.at);
  const factsOf = (steps: readonly (typeof shelfStep extends fc.Arbitrary<infer T> ? T : never)[], firstN: number) =>
    steps.map((step, index) => shelfFact(step, firstN + index));

  it('is the fold of all its own facts, however far the hub is', () => {
    fc.assert(
      fc.property(mine, fc.double({ min: 0, max: 1, noNaN: true }), (steps, part) => {
        const own = factsOf(inOrder(steps) as typeof steps, 1);
        const known = own.slice(0, Math.round(part * own.length));
        const skus = overlayStock(stockAt(known, hlcOf(known.at(-1))), own, aStore);
        for (const { variant } of [redCoat, redCoatInLarge]) {
          expect(skus[variant] ?? noStock).toEqual(stockOf(movesOf(own), variant));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes in what other tills sold and counted, as long as its own later facts are no counts', () => {
    fc.assert(
      fc.property(mine, mine, fc.double({ min: 0, max: 1, noNaN: true }), (steps, theirSteps, part) => {
        const sorted = inOrder(steps) as typeof steps;
        const cut = Math.round(part * sorted.length);
        const own = factsOf(
          sorted.map((step, index) => (index >= cut && step.what === 'counted' ? { ...step, what: 'sold' } : step)),
          1,
        );
        const known = own.slice(0, cut);
        const others = factsOf(theirSteps, 100);
        const skus = overlayStock(stockAt([...others, ...known], hlcOf(known.at(-1))), own, aStore);
        for (const { variant } of [redCoat, redCoatInLarge]) {
          expect(skus[variant] ?? noStock).toEqual(stockOf(movesOf([...own, ...others]), variant));
        }
      }),
      { numRuns: 300 },
    );
  });
});
