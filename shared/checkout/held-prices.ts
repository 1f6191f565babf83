import { z } from 'zod';
import { PriceDocument, SettingsDocument } from '../documents/documents';
import { VariantId } from '../kernel/ids';
import type { Basket } from './basket';
import type { FindPrices } from './price-basket';

const { currency, tax, versions } = SettingsDocument.unwrap().shape;

/**
 * What a basket was priced by when a card was charged for it. It stays so until the sale stands or no card is left: a
 * price that falls meanwhile would leave more charged than is owed. A garment that comes in later has the price of then.
 */
export const HeldPrices = z
  .object({
    settings: z.object({ currency, tax, versions }).readonly(),
    prices: z.record(VariantId, PriceDocument),
  })
  .readonly();
export type HeldPrices = z.output<typeof HeldPrices>;

type Priced = { readonly settings: HeldPrices['settings']; readonly findPrices: FindPrices };

/** Holds what a basket is priced by now; what was held before stays. */
export function holdPrices({ lines }: Basket, held: HeldPrices | null, today: Priced): HeldPrices {
  const { settings, findPrices } = pricedBy(held, today);
  const prices = Object.fromEntries(
    lines.flatMap(({ garment: { style, variant } }) => {
      const document = findPrices(style, variant);
      const price = document?.prices[variant];
      return document && price ? [[variant, { ...document, prices: { [variant]: price } }]] : [];
    }),
  );
  const { currency, tax, versions } = settings;
  return { settings: { currency, tax, versions }, prices: { ...held?.prices, ...prices } };
}

/** Settings and prices that a basket goes by: those held, else today's. */
export function pricedBy(held: HeldPrices | null, today: Priced): Priced {
  if (held === null) return today;
  return {
    settings: held.settings,
    findPrices: (style, variant) => held.prices[variant] ?? today.findPrices(style, variant),
  };
}
