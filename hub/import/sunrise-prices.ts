import { type Currency, MinorPaid } from '#shared/kernel/money';

/** One price of a book: for whom it holds is what it names. `minor` is in cents. */
export type BookPrice = {
  readonly minor: number;
  readonly currency: Currency;
  readonly country: string | null;
  readonly group: string | null;
  readonly channel: string | null;
};

/** Where a garment is bought. */
export type PricePlace = { readonly key: string; readonly country: string; readonly currency: Currency };

const form = /^(?:([A-Z]{2})-)?([A-Z]{3}) (\d{1,12})(?: ([a-z0-9_-]+))?(?:#([a-z0-9-]+))?$/i;

/**
 * Reads a price book cell, `EUR 18750;US-USD 18750;EUR 12295 b2b;DE-EUR 15450#sunrise-store-berlin`: country and currency,
 * cents, customer group, `#` store. Null where any part is unreadable, so that no price is silently missing.
 */
export function readPriceBook(cell: string): readonly BookPrice[] | null {
  const prices = cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = form.exec(part);
      if (!match || !MinorPaid.safeParse(Number(match[3])).success) return null;
      const [, country, currency, minor, group, channel] = match;
      return {
        minor: Number(minor),
        currency: currency ?? '',
        country: country ?? null,
        group: group ?? null,
        channel: channel ?? null,
      };
    });
  return prices.every((price) => price !== null) ? prices : null;
}

/**
 * The price of a garment on a till: the store's own, else its country's, else the one for everyone, in the store's
 * currency. A price for a customer group is never a till's price. Null where the book has none.
 */
export function pickPrice(book: readonly BookPrice[], place: PricePlace): BookPrice | null {
  const ranked = book.flatMap((price) => {
    if (price.currency !== place.currency || price.group !== null) return [];
    if (price.country !== null && price.country !== place.country) return [];
    if (price.channel !== null && price.channel !== place.key) return [];
    return [{ price, rank: (price.channel === null ? 0 : 2) + (price.country === null ? 0 : 1) }];
  });
  return (
    ranked.reduce<(typeof ranked)[number] | null>(
      (best, one) => (best === null || one.rank > best.rank ? one : best),
      null,
    )?.price ?? null
  );
}
