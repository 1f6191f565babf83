import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { foldAnchor, mergeAnchorStates, noAnchorState } from '#shared/people/fold-anchor';
import { viewCustomer } from '#shared/people/views';
import { hlcMs } from '#shared/sync/hybrid-clock';
import { NOON_MS } from '../../support/a-fact';
import { aFitting } from '../../support/a-fitting';
import { aSale } from '../../support/a-sale';
import { anOrder } from '../../support/an-order';
import { blueDress, whiteShirt, whiteShirtInLarge, whiteShirtInSmall } from '../../support/garments';

const fold = (...facts: readonly Fact[]) =>
  facts.reduce((state, fact) => foldAnchor(state, fact, hlcMs(fact.hlc)), noAnchorState);
const inStore = fold(
  aFitting().withGarment(whiteShirtInSmall, 'left', 'too-small').withGarment(blueDress, 'left', 'price').fact(),
  aSale().withGarment(whiteShirt).withGarment(whiteShirtInLarge).fact(),
  aSale().numbered(2).bringingBack(whiteShirtInLarge).fact(),
);
const online = fold(
  anOrder()
    .withGarment(whiteShirt)
    .fact({ atMs: NOON_MS + DAY_MS }),
);

describe('the customer strip', () => {
  const strip = viewCustomer(mergeAnchorStates([inStore, online]), NOON_MS + 2 * DAY_MS);

  it('shows how each size did, store and online together', () => {
    expect(strip.fits.find(({ category }) => category === whiteShirt.category)).toEqual({
      category: whiteShirt.category,
      usual: 'M',
      confidence: 0.3333,
      sizes: [
        { size: 'L', fits: 1, against: 1, small: 0, large: 0, isUsual: false },
        { size: 'M', fits: 2, against: 0, small: 0, large: 0, isUsual: true },
        { size: 'S', fits: 0, against: 0, small: 1, large: 0, isUsual: false },
      ],
    });
  });

  it('shows the last visit and where it was', () => {
    expect(strip.lastVisit).toEqual({ atMs: NOON_MS + DAY_MS, where: 'online', store: 3, online: 1 });
  });

  it('shows what was tried on and not bought', () => {
    expect(strip.triedOn.map(({ value }) => value.kind === 'style' && value.style)).toEqual([blueDress.style]);
  });

  it('is empty for somebody new', () => {
    expect(viewCustomer(noAnchorState, NOON_MS)).toEqual({ lastVisit: null, fits: [], triedOn: [], tags: [] });
  });
});
