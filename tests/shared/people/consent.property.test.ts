import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactOf } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { foldConsent, mergeConsents, noConsents, readConsents } from '#shared/people/consent';
import { aGrant, aWithdrawal } from '../../support/a-customer';
import { NOON_MS } from '../../support/a-fact';
import { consentChanges } from '../../support/arbitrary-facts';

const fold = (facts: readonly FactOf<'ConsentChanged'>[]) =>
  facts.reduce((state, fact) => foldConsent(state, fact, fact.hlc / 1000), noConsents);
const isOn = (facts: readonly FactOf<'ConsentChanged'>[]) => readConsents(fold(facts))[0]?.on ?? false;
const changes = consentChanges(0).map((facts) => facts.filter((fact) => fact.kind === 'ConsentChanged'));

describe('a consent', () => {
  it('is never on while a withdrawal stands that no grant names, whatever the clocks say', () => {
    fc.assert(
      fc.property(changes, (facts) => {
        const answered = new Set(facts.flatMap(({ body }) => body.answers));
        const unanswered = facts.filter(({ body, id }) => !body.granted && !answered.has(id));
        fc.pre(unanswered.length > 0);
        expect(isOn(facts)).toBe(false);
        expect(readConsents(fold(facts))[0]?.withdrawals).toHaveLength(unanswered.length);
      }),
      { numRuns: 500 },
    );
  });

  it('as a person really changes it, in any order of arrival: off after the last withdrawal, on after the last grant', () => {
    const step = fc.record({ granted: fc.boolean(), wrongMs: fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS }) });
    const life = fc.array(step, { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.nat()), (steps, chance) => {
        const facts: FactOf<'ConsentChanged'>[] = [];
        steps.forEach(({ granted, wrongMs }, index) => {
          const place = { n: index + 1, atMs: NOON_MS + index * 60_000 + wrongMs };
          const answers = readConsents(fold(facts))[0]?.withdrawals ?? [];
          const fact = granted ? aGrant({ ...place, answers }) : aWithdrawal(place);
          if (fact.kind === 'ConsentChanged') facts.push(fact);
        });
        const arrival = facts
          .map((fact) => ({ fact, place: chance.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ fact }) => fact);
        expect(isOn(arrival)).toBe(steps.at(-1)?.granted);
      }),
      { numRuns: 500 },
    );
  });

  it('is not widened when two people turn out to be one: a withdrawal of either holds for both', () => {
    fc.assert(
      fc.property(changes, changes, (some, more) => {
        const theirs = more.map((fact) => ({ ...fact, id: fact.id.replace('_0', '_1') as typeof fact.id }));
        const merged = mergeConsents(fold(some), fold(theirs));
        const withdrawn = [...some, ...theirs].filter(({ body }) => !body.granted);
        const answered = new Set([...some, ...theirs].flatMap(({ body }) => body.answers));
        if (withdrawn.some(({ id }) => !answered.has(id))) expect(readConsents(merged)[0]?.on).toBe(false);
        expect(JSON.stringify(merged)).toBe(JSON.stringify(fold([...theirs, ...some])));
      }),
      { numRuns: 300 },
    );
  });
});
