import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import type { AnchorState } from '#shared/people/anchor';
import { consentsOf, foldAnchor, mergeAnchorStates, noAnchorState, tagsOf } from '#shared/people/fold-anchor';
import { hlcMs } from '#shared/sync/hybrid-clock';
import { NOON_MS } from '../../support/a-fact';
import { factsOfAPerson } from '../../support/arbitrary-facts';

const fold = (facts: readonly Fact[], from: AnchorState = noAnchorState): AnchorState =>
  facts.reduce((state, fact) => foldAnchor(state, fact, hlcMs(fact.hlc)), from);
const bytes = (state: AnchorState) => JSON.stringify(state);
const readings = (state: AnchorState) =>
  JSON.stringify([0, 20, 45, 400].map((days) => [tagsOf(state, NOON_MS + days * DAY_MS), consentsOf(state)]));

const shuffled = factsOfAPerson.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    other: fc.shuffledSubarray([...facts], { minLength: facts.length }),
    parts: fc.array(fc.nat(2), { minLength: facts.length, maxLength: facts.length }),
  }),
);

describe('an anchor’s state', () => {
  it('is the same bytes in whatever order the facts came', () => {
    fc.assert(
      fc.property(shuffled, ({ facts, other }) => {
        expect(bytes(fold(other))).toBe(bytes(fold(facts)));
      }),
      { numRuns: 400 },
    );
  });

  it('merges with others to the same bytes as folding all their facts into one', () => {
    fc.assert(
      fc.property(shuffled, ({ facts, other, parts }) => {
        const anchors = [0, 1, 2].map((part) => fold(other.filter((_, index) => parts[index] === part)));
        expect(bytes(mergeAnchorStates(anchors))).toBe(bytes(fold(facts)));
        expect(bytes(mergeAnchorStates([...anchors].reverse()))).toBe(bytes(fold(facts)));
      }),
      { numRuns: 400 },
    );
  });

  it('goes on from what was stored as JSON as if it had never stopped', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(), ({ facts }, cut) => {
        const at = facts.length === 0 ? 0 : cut % facts.length;
        const stored: AnchorState = JSON.parse(bytes(fold(facts.slice(0, at))));
        expect(bytes(fold(facts.slice(at), stored))).toBe(bytes(fold(facts)));
      }),
      { numRuns: 200 },
    );
  });

  it('reads the same tags and consents from the same facts', () => {
    fc.assert(
      fc.property(shuffled, ({ facts, other }) => {
        expect(readings(fold(other))).toBe(readings(fold(facts)));
      }),
      { numRuns: 200 },
    );
  });

  it('holds whole numbers and text only, so that no machine rounds differently', () => {
    fc.assert(
      fc.property(shuffled, ({ facts }) => {
        const numbers = bytes(fold(facts)).match(/(?<=[:,[])-?\d[\d.eE+-]*/g) ?? [];
        expect(numbers.filter((text) => !Number.isSafeInteger(Number(text)))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
