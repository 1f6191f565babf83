import { describe, expect, it } from 'vitest';
import type { Garment } from '#shared/catalog/garment';
import { Basket, whoseIs } from '#shared/checkout/basket';
import type { AddGarment, BasketCommand } from '#shared/checkout/commands';
import { changeBasket } from '#shared/checkout/evolve';
import { aBasket } from '../../support/a-basket';
import { lin, wang } from '../../support/a-customer';
import { aFitting } from '../../support/a-fitting';
import { aSeller } from '../../support/a-sale';
import { aGarment, blueDress, redCoat, whiteShirt } from '../../support/garments';

const add = (garment: Garment, changes: Partial<AddGarment> = {}): AddGarment => {
  return { kind: 'AddGarment', garment, seller: aSeller, capture: 'scan', ...changes };
};
const refusal = (basket: Basket, command: BasketCommand) => {
  const changed = changeBasket(basket, command);
  return changed.ok ? 'taken' : changed.refusal.code;
};
const shown = (basket: Basket) => basket.lines.map(({ line, garment, qty }) => [line, garment.variant, qty]);
const fromFitting: BasketCommand = {
  kind: 'TakeFromFitting',
  fitting: aFitting().id(),
  pieces: [
    { garment: redCoat, capture: 'scan' },
    { garment: blueDress, capture: 'typed' },
  ],
  seller: aSeller,
  who: lin,
};

describe('a basket', () => {
  it('counts a garment scanned twice as two of one line', () => {
    expect(shown(aBasket(add(redCoat), add(whiteShirt), add(redCoat)))).toEqual([
      [1, redCoat.variant, 2],
      [2, whiteShirt.variant, 1],
    ]);
  });

  it('keeps apart what was scanned and what was typed, and what is a gift', () => {
    expect(aBasket(add(redCoat), add(redCoat, { capture: 'typed' })).lines).toHaveLength(2);
    expect(aBasket(add(redCoat), { kind: 'MarkFor', line: 1, for: 'gift' }, add(redCoat)).lines).toHaveLength(2);
  });

  it('changes a quantity, and drops a line at nothing', () => {
    const basket = aBasket(add(redCoat), add(whiteShirt), { kind: 'ChangeQuantity', line: 1, qty: 5 });
    expect(shown(basket)).toEqual([
      [1, redCoat.variant, 5],
      [2, whiteShirt.variant, 1],
    ]);
    expect(shown(aBasket(add(redCoat), { kind: 'ChangeQuantity', line: 1, qty: 0 }))).toEqual([]);
  });

  it('never gives a removed line’s number to another garment', () => {
    expect(shown(aBasket(add(redCoat), { kind: 'RemoveLine', line: 1 }, add(whiteShirt)))).toEqual([
      [2, whiteShirt.variant, 1],
    ]);
  });

  it('refuses lines it does not have and quantities nobody carries', () => {
    const basket = aBasket(add(redCoat));
    expect(refusal(basket, { kind: 'RemoveLine', line: 9 })).toBe('line-unknown');
    expect(refusal(basket, { kind: 'ChangeSeller', line: 9, seller: null })).toBe('line-unknown');
    for (const qty of [-1, 1.5, 1000, Number.NaN]) {
      expect(refusal(basket, { kind: 'ChangeQuantity', line: 1, qty })).toBe('quantity-invalid');
    }
    const full = aBasket(add(redCoat), { kind: 'ChangeQuantity', line: 1, qty: 999 });
    expect(refusal(full, add(redCoat))).toBe('quantity-invalid');
  });

  it('refuses more lines than a sale can hold', () => {
    const full = aBasket(...Array.from({ length: 200 }, (_, n) => add(aGarment(1, n + 1))));
    expect(refusal(full, add(aGarment(1, 300)))).toBe('basket-full');
    expect(refusal(full, add(aGarment(1, 1)))).toBe('taken');
  });

  it('takes what was bought from a fitting once, with person and seller, each as it came into the room', () => {
    const basket = aBasket(add(whiteShirt), fromFitting);
    expect(basket.who).toBe(lin);
    expect(basket.lines.slice(1)).toMatchObject([
      { garment: redCoat, fitting: aFitting().id(), seller: aSeller, capture: 'scan' },
      { garment: blueDress, fitting: aFitting().id(), seller: aSeller, capture: 'typed' },
    ]);
    expect(refusal(basket, fromFitting)).toBe('fitting-already-taken');
  });

  it('keeps the person already attached when a fitting brings another', () => {
    expect(aBasket({ kind: 'AttachCustomer', who: wang }, fromFitting).who).toBe(wang);
  });

  it('takes a garment to be for oneself when the person is known or tried it on, else says that nobody knows', () => {
    const whose = (basket: Basket) => basket.lines.map((line) => whoseIs(line, basket.who));
    expect(whose(aBasket(add(redCoat)))).toEqual(['unknown']);
    expect(whose(aBasket(add(redCoat), { kind: 'AttachCustomer', who: lin }))).toEqual(['self']);
    expect(whose(aBasket(fromFitting, { kind: 'DetachCustomer' }))).toEqual(['self', 'self']);
    const gift = aBasket(add(redCoat), { kind: 'AttachCustomer', who: lin }, { kind: 'MarkFor', line: 1, for: 'gift' });
    expect(whose(gift)).toEqual(['gift']);
  });

  it('is read back from the till’s store as it was', () => {
    const basket = aBasket(add(redCoat), fromFitting);
    expect(Basket.parse(JSON.parse(JSON.stringify(basket)))).toEqual(basket);
  });
});
