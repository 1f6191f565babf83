import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSale } from '#shared/checkout/decide';
import { changeBasket } from '#shared/checkout/evolve';
import { holdPrices, pricedBy } from '#shared/checkout/held-prices';
import { priceBasket } from '#shared/checkout/price-basket';
import { must } from '#shared/kernel/invariant';
import { aBasket } from '../../support/a-basket';
import { redCoat, whiteShirt } from '../../support/garments';
import { aTillThatSells, pricesOf } from '../../support/price-list';

const scanned = (garment: typeof redCoat) => ({ kind: 'AddGarment', garment, seller: null, capture: 'scan' }) as const;

describe('prices of a basket for which a card was charged', () => {
  it('stay whatever the price list says later, so that no card is ever more than what is owed', () => {
    const minor = fc.integer({ min: 1, max: 1_000_000 });
    const rate = fc.constantFrom(0, 130_000, 250_000);
    fc.assert(
      fc.property(minor, minor, minor, minor, rate, rate, (coat, coatLater, shirt, shirtLater, tax, taxLater) => {
        const todayAt = (ratePpm: number) => ({
          settings: {
            currency: 'CNY',
            tax: { ratePpm, inside: false, version: 3 },
            versions: { prices: 7, promotions: 2 },
          },
        });
        const before = aTillThatSells(pricesOf([redCoat, coat], [whiteShirt, shirt]), todayAt(tax));
        const after = aTillThatSells(pricesOf([redCoat, coatLater], [whiteShirt, shirtLater]), todayAt(taxLater));
        const basket = aBasket(scanned(redCoat));
        const charged = priceBasket(basket, before.findPrices, before.settings).totalMinor;
        const held = holdPrices(basket, null, before);
        const grown = changeBasket(basket, scanned(whiteShirt));
        const both = must(grown.ok ? grown.value : null, 'it takes a shirt');
        const priced = { ...after, ...pricedBy(held, after) };
        const owed = priceBasket(both, priced.findPrices, priced.settings).totalMinor - charged;
        expect(owed).toBeGreaterThan(0);
        const tenders = [
          { kind: 'card', minor: charged, reference: '4711' },
          { kind: 'cash', givenMinor: owed },
        ] as const;
        expect(decideSale({ kind: 'CompleteSale', basket: both, tenders }, priced)).toMatchObject({ ok: true });
        expect(holdPrices(both, held, after).prices[redCoat.variant]).toEqual(held.prices[redCoat.variant]);
      }),
    );
  });

  it('are today’s where no card was charged', () => {
    const today = aTillThatSells(pricesOf([redCoat, 89_900]));
    expect(pricedBy(null, today)).toBe(today);
  });
});
