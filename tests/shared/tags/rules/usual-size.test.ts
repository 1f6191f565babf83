import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { usualSize } from '#shared/tags/rules/usual-size';
import { NOON_MS } from '../../../support/a-fact';
import { aFitting } from '../../../support/a-fitting';
import { aSale } from '../../../support/a-sale';
import { anOrder } from '../../../support/an-order';
import { blueDress, whiteShirt, whiteShirtInLarge, whiteShirtInSmall } from '../../../support/garments';

const stateAfter = (facts: readonly Fact[]) =>
  facts.reduce((state, fact) => usualSize.gather(state, fact, fact.hlc / 1000), usualSize.noEvidence);
const tagsAfter = (facts: readonly Fact[], nowMs = NOON_MS) => usualSize.holds(stateAfter(facts), nowMs);
const sizesAfter = (facts: readonly Fact[]) =>
  tagsAfter(facts).map(({ value }) => (value.kind === 'size' ? [value.category, value.size, value.fits] : []));

const bought = aSale().withGarment(whiteShirt).fact();

describe('usual size', () => {
  it('is what was bought, per category', () => {
    const dress = aSale().numbered(2).withGarment(blueDress).fact();
    expect(sizesAfter([bought, dress])).toEqual([
      [whiteShirt.category, 'M', 1],
      [blueDress.category, '38', 1],
    ]);
  });

  it('counts the store and the online shop alike, with facts of both as its reason', () => {
    const ordered = anOrder()
      .withGarment(whiteShirt)
      .fact({ atMs: NOON_MS - DAY_MS });
    const [tag] = tagsAfter([ordered, bought]);
    expect(tag?.value).toMatchObject({ size: 'M', fits: 2 });
    expect(tag?.evidence.map(({ source, what }) => [source, what])).toEqual([
      ['store', 'bought'],
      ['online', 'ordered'],
    ]);
    expect([tag?.firstSeen, tag?.lastSeen]).toEqual([NOON_MS - DAY_MS, NOON_MS]);
  });

  it('does not read gifts, nor lines of which nobody said whose they are', () => {
    const gift = aSale().asGift(whiteShirt).withGarment(blueDress, { for: 'unknown' }).fact();
    const order = anOrder().withGarment(whiteShirt, 1, 'gift').fact();
    expect(tagsAfter([gift, order])).toEqual([]);
  });

  it('reads a fitting: left for its price or colour means it fitted', () => {
    const visit = aFitting().withGarment(whiteShirt, 'left', 'colour').withGarment(blueDress, 'left', 'price').fact();
    expect(sizesAfter([visit])).toEqual([
      [whiteShirt.category, 'M', 1],
      [blueDress.category, '38', 1],
    ]);
  });

  it('hears a garment that was tried on and bought once, whichever is told first', () => {
    const visit = aFitting().withGarment(whiteShirt, 'bought').fact();
    for (const facts of [
      [visit, bought],
      [bought, visit],
    ]) {
      expect(stateAfter(facts)).toEqual(stateAfter([bought]));
    }
    const gift = aSale().asGift(whiteShirt).fact();
    expect(sizesAfter([visit, gift])).toEqual([]);
  });

  it('hears which way a size was wrong', () => {
    const visit = aFitting()
      .withGarment(whiteShirtInSmall, 'left', 'too-small')
      .withGarment(whiteShirtInLarge, 'swapped', 'too-large')
      .fact();
    const votes = stateAfter([visit]).categories[whiteShirt.category ?? '']?.sizes;
    expect(Object.entries(votes ?? {}).map(([size, of]) => [size, Object.keys(of)])).toEqual([
      ['L', ['large']],
      ['S', ['small']],
    ]);
    expect(sizesAfter([visit])).toEqual([]);
  });

  it('takes no vote from shoulder, length or a reason nobody gave', () => {
    const visit = aFitting()
      .withGarment(whiteShirt, 'left', 'shoulder')
      .withGarment(whiteShirt, 'held', 'length')
      .withGarment(whiteShirt, 'left', 'unsaid')
      .withGarment(whiteShirt, 'left')
      .withGarment(whiteShirt, 'unknown');
    expect(stateAfter([visit.fact()]).categories).toEqual({});
  });

  it('lets a return count against: brought back in M, kept in L is an L', () => {
    const back = aSale()
      .numbered(2)
      .bringingBack(whiteShirt)
      .withGarment(whiteShirtInLarge)
      .fact({ atMs: NOON_MS + 1 });
    expect(sizesAfter([bought, back])).toEqual([[whiteShirt.category, 'L', 1]]);
  });

  it('weighs a purchase of today as much as two of a year ago, and of equals takes the newer', () => {
    const today = aSale().withGarment(whiteShirtInSmall).fact();
    const yearAgo = (n: number) =>
      aSale()
        .numbered(n)
        .withGarment(whiteShirt)
        .fact({ atMs: NOON_MS - 365 * DAY_MS });
    expect(sizesAfter([today, yearAgo(2)])).toEqual([[whiteShirt.category, 'S', 1]]);
    expect(sizesAfter([today, yearAgo(2), yearAgo(3)])).toEqual([[whiteShirt.category, 'S', 1]]);
    expect(sizesAfter([today, yearAgo(2), yearAgo(3), yearAgo(4)])).toEqual([[whiteShirt.category, 'M', 3]]);
  });

  it('is never certain after one purchase, surer after each, and fades with four decimals', () => {
    const more = (n: number) => aSale().numbered(n).withGarment(whiteShirt).fact();
    const confidence = (facts: readonly Fact[], nowMs = NOON_MS) => tagsAfter(facts, nowMs)[0]?.confidence;
    expect(confidence([bought])).toBe(0.5);
    expect(confidence([bought, more(2)])).toBe(0.6667);
    expect(confidence([bought, more(2), more(3)])).toBe(0.75);
    expect(confidence([bought], NOON_MS + 365 * DAY_MS)).toBe(0.3333);
  });

  it('keeps the five newest facts as its reason', () => {
    const many = Array.from({ length: 8 }, (_, n) =>
      aSale()
        .numbered(n + 1)
        .withGarment(whiteShirt)
        .fact({ atMs: NOON_MS - n * DAY_MS }),
    );
    expect(tagsAfter(many)[0]?.evidence.map(({ at }) => (NOON_MS - at) / DAY_MS)).toEqual([0, 1, 2, 3, 4]);
  });

  it('says nothing of garments without a category', () => {
    expect(
      tagsAfter([
        aSale()
          .withGarment({ ...whiteShirt, category: null })
          .fact(),
      ]),
    ).toEqual([]);
  });

  it('takes any text for a size', () => {
    const odd = aSale()
      .withGarment({ ...whiteShirt, size: '__proto__' })
      .withGarment({ ...whiteShirt, size: 'constructor' })
      .withGarment({ ...whiteShirt, size: '__proto__' });
    expect(sizesAfter([odd.fact()])).toEqual([[whiteShirt.category, '__proto__', 2]]);
  });
});
