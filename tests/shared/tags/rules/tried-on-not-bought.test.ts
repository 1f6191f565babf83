import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { triedOnNotBought } from '#shared/tags/rules/tried-on-not-bought';
import { NOON_MS } from '../../../support/a-fact';
import { aFitting } from '../../../support/a-fitting';
import { aSale } from '../../../support/a-sale';
import { anOrder } from '../../../support/an-order';
import { blueDress, redCoat, redCoatInLarge, whiteShirt } from '../../../support/garments';

const tagsAfter = (facts: readonly Fact[], nowMs = NOON_MS + 60_000) =>
  triedOnNotBought.holds(
    facts.reduce((state, fact) => triedOnNotBought.gather(state, fact, fact.hlc / 1000), triedOnNotBought.noEvidence),
    nowMs,
  );
const leftCoat = aFitting().withGarment(redCoat, 'left', 'too-small').fact();

describe('tried on, not bought', () => {
  it('names the style, the size, why it stayed and the fitting that says so', () => {
    expect(tagsAfter([leftCoat])).toEqual([
      {
        tag: 'tried-on-not-bought',
        source: 'tried-on-not-bought@1',
        value: { kind: 'style', style: redCoat.style, name: redCoat.name, size: 'M', reason: 'too-small' },
        confidence: 1,
        evidence: [
          {
            fact: leftCoat.id,
            at: NOON_MS,
            source: 'store',
            what: 'left',
            store: leftCoat.store,
            reason: 'too-small',
            garment: { style: redCoat.style, name: redCoat.name, colour: redCoat.colour, size: 'M' },
          },
        ],
        firstSeen: NOON_MS,
        lastSeen: NOON_MS,
        expires: NOON_MS + 30 * DAY_MS,
      },
    ]);
  });

  it('gives one tag a style: the coat twice and the dress once are two', () => {
    const visit = aFitting(2)
      .withGarment(redCoat, 'left')
      .withGarment(redCoatInLarge, 'held')
      .withGarment(blueDress, 'unknown');
    expect(tagsAfter([leftCoat, visit.fact({ atMs: NOON_MS + 1 })]).map(({ value }) => value)).toMatchObject([
      { style: redCoat.style, size: 'L' },
      { style: blueDress.style },
    ]);
  });

  it('is over when the style is bought in the store, in any size', () => {
    expect(
      tagsAfter([
        leftCoat,
        aSale()
          .withGarment(redCoatInLarge)
          .fact({ atMs: NOON_MS + 1 }),
      ]),
    ).toEqual([]);
  });

  it('is over when the style is ordered online', () => {
    expect(
      tagsAfter([
        leftCoat,
        anOrder()
          .withGarment(redCoat)
          .fact({ atMs: NOON_MS + 1 }),
      ]),
    ).toEqual([]);
  });

  it('does not arise where another size of the style was bought from the same fitting', () => {
    const visit = aFitting().withGarment(redCoat, 'left', 'too-small').withGarment(redCoatInLarge, 'bought');
    expect(tagsAfter([visit.fact()])).toEqual([]);
  });

  it('stays when something else was bought, or the style was bought before', () => {
    expect(
      tagsAfter([
        leftCoat,
        aSale()
          .withGarment(whiteShirt)
          .fact({ atMs: NOON_MS + 1 }),
      ]),
    ).toHaveLength(1);
    expect(
      tagsAfter([
        leftCoat,
        aSale()
          .withGarment(redCoat)
          .fact({ atMs: NOON_MS - DAY_MS }),
      ]),
    ).toHaveLength(1);
  });

  it('stays when the style is only brought back', () => {
    expect(
      tagsAfter([
        leftCoat,
        aSale()
          .bringingBack(redCoat)
          .fact({ atMs: NOON_MS + 1 }),
      ]),
    ).toHaveLength(1);
  });

  it('fades after exactly 30 days', () => {
    expect(tagsAfter([leftCoat], NOON_MS + 30 * DAY_MS - 1)).toHaveLength(1);
    expect(tagsAfter([leftCoat], NOON_MS + 30 * DAY_MS)).toEqual([]);
  });

  it('gives one answer for two fittings of one moment, whichever came first', () => {
    const other = aFitting(2).withGarment(redCoatInLarge, 'held').fact();
    expect(tagsAfter([other, leftCoat])).toEqual(tagsAfter([leftCoat, other]));
  });

  it('forgets what is older than 30 days before the newest fact, so that its state stays small', () => {
    const before = [leftCoat, aSale().withGarment(whiteShirt).fact()];
    const later = aFitting(2)
      .withGarment(blueDress, 'left')
      .fact({ atMs: NOON_MS + 31 * DAY_MS });
    const state = [...before, later].reduce(
      (all, fact) => triedOnNotBought.gather(all, fact, fact.hlc / 1000),
      triedOnNotBought.noEvidence,
    );
    expect([Object.keys(state.triedOn), Object.keys(state.bought)]).toEqual([[blueDress.style], []]);
  });
});
