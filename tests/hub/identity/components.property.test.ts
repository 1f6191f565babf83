import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apartBetween, type Pair, pairOf, personsOf } from '../../../hub/identity/components';

const anchors = Array.from({ length: 8 }, (_, n) => `who_${n}`);
const anchor = fc.constantFrom(...anchors);
const decisions = fc
  .array(fc.record({ x: anchor, y: anchor, active: fc.boolean() }), { maxLength: 30 })
  .map((list) =>
    list.flatMap(({ x, y, active }, seq): readonly Pair[] => (x === y ? [] : [{ ...pairOf(x, y), active, seq }])),
  );

describe('which anchors are one person', () => {
  test('depends on what was decided last about each pair, not on the order it is read in', () => {
    fc.assert(
      fc.property(decisions, fc.infiniteStream(fc.nat()), (pairs, chance) => {
        const shuffled = [...pairs].map((pair) => ({ pair, key: chance.next().value })).sort((a, b) => a.key - b.key);
        expect(
          personsOf(
            anchors,
            shuffled.map(({ pair }) => pair),
          ),
        ).toEqual(personsOf(anchors, pairs));
      }),
    );
  });

  test('is an equivalence named after its oldest anchor', () => {
    fc.assert(
      fc.property(decisions, (pairs) => {
        const persons = personsOf(anchors, pairs);
        for (const one of anchors) {
          const person = persons.get(one) ?? '';
          expect(person <= one).toBe(true);
          expect(persons.get(person)).toBe(person);
        }
      }),
    );
  });

  test('a pair whose last word is separation is apart, whichever way it is asked', () => {
    fc.assert(
      fc.property(decisions, anchor, anchor, (pairs, x, y) => {
        const isApart = apartBetween(pairs);
        expect(isApart(x, y)).toBe(isApart(y, x));
        const { a, b } = pairOf(x, y);
        const last = pairs.filter((pair) => pair.a === a && pair.b === b).at(-1);
        expect(isApart(x, y)).toBe(last !== undefined && !last.active);
      }),
    );
  });
});
