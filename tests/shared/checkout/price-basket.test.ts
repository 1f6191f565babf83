import { describe, expect, it } from 'vitest';
import type { Garment } from '#shared/catalog/garment';
import type { AddGarment } from '#shared/checkout/commands';
import { priceBasket } from '#shared/checkout/price-basket';
import { aBasket } from '../../support/a-basket';
import { blueDress, redCoat, redCoatInLarge, whiteShirt } from '../../support/garments';
import { pricesIn, pricesOf } from '../../support/price-list';

const add = (garment: Garment): AddGarment => ({ kind: 'AddGarment', garment, seller: null, capture: 'scan' });
const settings = (ratePpm: number, inside: boolean) => ({ currency: 'CNY', tax: { ratePpm, inside, version: 1 } });

describe('the price of a basket', () => {
  it('is today’s price of each variant, with the one before the markdown beside it', () => {
    const prices = pricesOf([redCoat, 89_900, 129_900], [redCoatInLarge, 99_900]);
    const priced = priceBasket(
      aBasket(add(redCoat), add(redCoat), add(redCoatInLarge)),
      prices,
      settings(130_000, true),
    );
    expect(priced.lines).toMatchObject([
      {
        price: { unitMinor: 89_900, listMinor: 129_900, netMinor: 179_800, price: { list: 'retail', version: 7 } },
      },
      { price: { unitMinor: 99_900, listMinor: 99_900, netMinor: 99_900 } },
    ]);
    expect(priced.totalMinor).toBe(279_700);
  });

  it('puts tax on top by line, not by piece: 2 × 10.50 at 8.7 % is 1.83, two lines are 1.82', () => {
    const other = { ...whiteShirt, variant: blueDress.variant };
    const prices = pricesOf([whiteShirt, 1050], [other, 1050]);
    const oneLine = priceBasket(aBasket(add(whiteShirt), add(whiteShirt)), prices, settings(87_000, false));
    const twoLines = priceBasket(aBasket(add(whiteShirt), add(other)), prices, settings(87_000, false));
    expect([oneLine.taxMinor, oneLine.totalMinor]).toEqual([183, 2283]);
    expect([twoLines.taxMinor, twoLines.totalMinor]).toEqual([182, 2282]);
  });

  it('takes tax out of the price once, at full precision: 139.95 holds 22.34 at 19 %', () => {
    const priced = priceBasket(aBasket(add(redCoat)), pricesOf([redCoat, 13_995]), settings(190_000, true));
    expect([priced.taxMinor, priced.taxOnTopMinor, priced.totalMinor]).toEqual([2234, 0, 13_995]);
  });

  it('pays what the labels say where tax is inside: 2 × 0.01 and 16.00 are 16.02', () => {
    const prices = pricesOf([whiteShirt, 1], [redCoat, 1600]);
    const basket = aBasket(add(whiteShirt), add(whiteShirt), add(redCoat));
    expect(priceBasket(basket, prices, settings(210_000, true)).totalMinor).toBe(1602);
  });

  it('leaves out what has no price here, or one in another currency, and says so', () => {
    const none = priceBasket(aBasket(add(redCoat), add(whiteShirt)), pricesOf([redCoat, 100]), settings(0, true));
    expect(none.lines[1]).toMatchObject({ status: 'unpriced', missing: 'price-missing' });
    expect(none.totalMinor).toBe(100);
    const sizeless = priceBasket(aBasket(add(redCoatInLarge)), pricesOf([redCoat, 100]), settings(0, true));
    expect(sizeless.lines[0]).toMatchObject({ missing: 'price-missing' });
    const foreign = priceBasket(aBasket(add(redCoat)), pricesIn('EUR', [redCoat, 100]), settings(0, true));
    expect(foreign.lines[0]).toMatchObject({ missing: 'currency-mixed' });
  });
});
