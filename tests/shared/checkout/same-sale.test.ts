import { describe, expect, it } from 'vitest';
import { cardsNotIn, hasSameGoods, isSaleOf, isSameSale } from '#shared/checkout/same-sale';
import { StaffId } from '#shared/kernel/ids';
import { aBasket } from '../../support/a-basket';
import { aSale, aSeller } from '../../support/a-sale';
import { redCoat, whiteShirt } from '../../support/garments';
import { idOf } from '../../support/ids';

const coatSold = aSale().withGarment(redCoat).paidInCash().fact();

function aBasketOf(...garments: readonly (typeof redCoat)[]) {
  return aBasket(
    ...garments.map((garment) => ({ kind: 'AddGarment', garment, seller: aSeller, capture: 'scan' }) as const),
  );
}

describe('a sale that stands', () => {
  it('is the same under another receipt number and other versions of the price lists', () => {
    const { receipt, versions } = coatSold.body;
    const body = {
      ...coatSold.body,
      receipt: { ...receipt, number: receipt.number + 1 },
      versions: { ...versions, prices: versions.prices + 1 },
    };
    expect(isSameSale({ body }, coatSold)).toBe(true);
  });

  it.each([
    ['another garment', aSale().withGarment(whiteShirt).paidInCash().fact()],
    ['one more piece', aSale().withGarment(redCoat, { qty: 2 }).paidInCash().fact()],
    ['more cash given, and more change', aSale().withGarment(redCoat).paidInCash(50_000).fact()],
    ['a card instead of cash', aSale().withGarment(redCoat).fact()],
    [
      'another seller',
      aSale()
        .withGarment(redCoat, { seller: StaffId.parse(idOf('staff', 9)) })
        .paidInCash()
        .fact(),
    ],
  ])('is another with %s', (_, other) => {
    expect(isSameSale(coatSold, other)).toBe(false);
  });

  it('leaves nothing of a basket with the same garments in another order', () => {
    const sold = aSale().withGarment(redCoat).withGarment(whiteShirt).fact();
    expect(hasSameGoods(aBasketOf(whiteShirt, redCoat), sold)).toBe(true);
    expect(hasSameGoods(aBasketOf(whiteShirt, redCoat, redCoat), sold)).toBe(false);
    expect(hasSameGoods(aBasketOf(whiteShirt), sold)).toBe(false);
  });

  it('is of a basket only with its lines as they are', () => {
    const basket = aBasketOf(redCoat);
    const lines = basket.lines.map((line) => ({
      ...line,
      for: 'self' as const,
      seller: coatSold.body.lines[0]?.seller ?? null,
    }));
    expect(isSaleOf({ ...basket, lines }, coatSold)).toBe(true);
    expect(isSaleOf({ ...basket, lines: lines.map((line) => ({ ...line, qty: 2 })) }, coatSold)).toBe(false);
  });

  it('holds each card once: of two alike it accounts for one', () => {
    const card = { kind: 'card', minor: 25_900, reference: '4711' } as const;
    const body = { ...coatSold.body, tenders: [card] };
    expect(cardsNotIn([card], { body })).toEqual([]);
    expect(cardsNotIn([card, card], { body })).toEqual([card]);
    expect(cardsNotIn([{ ...card, reference: '4712' }], { body })).toHaveLength(1);
  });
});
