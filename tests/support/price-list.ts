import type { Garment } from '#shared/catalog/garment';
import type { CheckoutState } from '#shared/checkout/decide';
import type { FindPrices } from '#shared/checkout/price-basket';
import type { PriceDocument } from '#shared/documents/documents';
import { aShift } from './a-sale';

type Priced = readonly [garment: Garment, minor: number, wasMinor?: number | null];

/** A store's prices in minor units: `pricesOf([redCoat, 89900, 129900], [whiteShirt, 25900])`. */
export function pricesOf(...prices: readonly Priced[]): FindPrices {
  return pricesIn('CNY', ...prices);
}

export function pricesIn(currency: string, ...prices: readonly Priced[]): FindPrices {
  return (style) => {
    const ofStyle = prices.filter(([garment]) => garment.style === style);
    if (ofStyle.length === 0) return null;
    const document: PriceDocument = {
      id: style,
      seq: 1,
      currency,
      list: 'retail',
      version: 7,
      prices: Object.fromEntries(
        ofStyle.map(([garment, minor, wasMinor]) => [garment.variant, { minor, wasMinor: wasMinor ?? null }]),
      ),
    };
    return document;
  };
}

/** A till with an open shift, 13 % tax inside, and receipt number 1 to come. */
export function aTillThatSells(findPrices: FindPrices, changes: Partial<CheckoutState> = {}): CheckoutState {
  return {
    shift: { id: aShift },
    settings: {
      currency: 'CNY',
      tax: { ratePpm: 130_000, inside: true, version: 3 },
      versions: { prices: 7, promotions: 2 },
    },
    findPrices,
    series: 'T1A',
    receipts: 0,
    ...changes,
  };
}
