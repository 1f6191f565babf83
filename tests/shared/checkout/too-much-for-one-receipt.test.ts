import { describe, expect, it } from 'vitest';
import type { Basket } from '#shared/checkout/basket';
import { decideSale } from '#shared/checkout/decide';
import { viewBasket } from '#shared/checkout/views';
import { aBasket } from '../../support/a-basket';
import { aGarment } from '../../support/garments';
import { aTillThatSells, pricesOf } from '../../support/price-list';

function basketOf(lines: number, minor: number, name = 'coat') {
  const garments = Array.from({ length: lines }, (_, n) => ({ ...aGarment(1, n + 1), name: { zh: name, en: name } }));
  const basket = aBasket(
    ...garments.map((garment) => ({ kind: 'AddGarment', garment, seller: null, capture: 'scan' }) as const),
  );
  return { basket, till: aTillThatSells(pricesOf(...garments.map((garment) => [garment, minor] as const))) };
}

/** As many cards as one sale takes, with references as long as they may be. */
function widestPayment(basket: Basket, totalMinor: number) {
  const cards = Array.from({ length: 11 }, () => ({ kind: 'card', minor: 1, reference: '卡'.repeat(80) }) as const);
  return { kind: 'CompleteSale', basket, tenders: [...cards, { kind: 'cash', givenMinor: totalMinor - 11 }] } as const;
}

describe('a basket that can be paid', () => {
  it.each([1, 10, 11, 60, 90, 120, 200])('of %i lines is never refused for size once money was taken', (lines) => {
    for (const name of ['coat', '大衣'.repeat(40), '袄'.repeat(200)]) {
      const { basket, till } = basketOf(lines, 25_900, name);
      const { blocked, totalMinor } = viewBasket(basket, till);
      const decided = decideSale(widestPayment(basket, totalMinor), till);
      expect(decided.ok ? null : decided.refusal.code).toBe(blocked?.code ?? null);
    }
  });

  it('of 200 lines says before it is paid that it has to be split', () => {
    const { basket, till } = basketOf(200, 25_900);
    expect(viewBasket(basket, till).blocked?.code).toBe('fact-too-large');
  });

  it('never comes to more than a receipt can say exactly', () => {
    const { basket, till } = basketOf(3, Number.MAX_SAFE_INTEGER - 1);
    expect(viewBasket(basket, till).blocked?.code).toBe('total-too-large');
  });
});
