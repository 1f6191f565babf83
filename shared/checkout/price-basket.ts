import type { PriceDocument, SettingsDocument } from '../documents/documents';
import type { StyleId, VariantId } from '../kernel/ids';
import { type Currency, sumMinor } from '../kernel/money';
import { taxInside, taxOnTop } from '../kernel/rate';
import type { Basket, BasketLine } from './basket';
import type { SaleLine } from './facts';

/** Where prices come from: this store's price document of a style, with at least the price of this variant if there is one. */
export type FindPrices = (style: StyleId, variant: VariantId) => PriceDocument | null | undefined;

export type PricingSettings = Pick<SettingsDocument, 'currency' | 'tax'>;

/** What a line costs, in minor units: `listMinor` before a markdown, `unitMinor` today, `netMinor` for all its pieces. */
export type LinePrice = Pick<SaleLine, 'unitMinor' | 'listMinor' | 'price' | 'discounts' | 'netMinor' | 'tax'>;

/** A basket's line with its price. `missing` says why it has none: no price in this store, or one in another currency. */
export type PricedLine =
  | { readonly status: 'priced'; readonly line: BasketLine; readonly price: LinePrice }
  | { readonly status: 'unpriced'; readonly line: BasketLine; readonly missing: 'price-missing' | 'currency-mixed' };

/**
 * A basket with its prices, minor units of `currency`. Lines without a price count nothing, and keep it from being paid.
 * `netMinor` + `taxOnTopMinor` = `totalMinor`; `taxMinor` is all tax, inside and on top.
 */
export type PricedBasket = {
  readonly currency: Currency;
  readonly lines: readonly PricedLine[];
  readonly netMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly taxOnTopMinor: number;
  readonly totalMinor: number;
};

/**
 * Prices a basket line by line. Tax is worked out once per line, on all its pieces: two pieces in one line may differ by
 * a cent from two lines of one. Sums are sums of the lines, so every screen agrees with the receipt.
 */
export function priceBasket(basket: Basket, findPrices: FindPrices, settings: PricingSettings): PricedBasket {
  const lines = basket.lines.map((line) => priceLine(line, findPrices, settings));
  const prices = lines.flatMap((line) => (line.status === 'priced' ? [line.price] : []));
  const taxes = prices.flatMap(({ tax }) => tax);
  const netMinor = sumMinor(prices.map((price) => price.netMinor));
  const taxOnTopMinor = sumMinor(taxes.map(({ minor, inside }) => (inside ? 0 : minor)));
  return {
    currency: settings.currency,
    lines,
    netMinor,
    discountMinor: sumMinor(prices.flatMap(({ discounts }) => discounts.map(({ minor }) => minor))),
    taxMinor: sumMinor(taxes.map(({ minor }) => minor)),
    taxOnTopMinor,
    totalMinor: netMinor + taxOnTopMinor,
  };
}

function priceLine(line: BasketLine, findPrices: FindPrices, { currency, tax }: PricingSettings): PricedLine {
  const document = findPrices(line.garment.style, line.garment.variant);
  const found = document?.prices[line.garment.variant];
  if (!document || !found) return { status: 'unpriced', line, missing: 'price-missing' };
  if (document.currency !== currency) return { status: 'unpriced', line, missing: 'currency-mixed' };
  const netMinor = found.minor * line.qty;
  return {
    status: 'priced',
    line,
    price: {
      unitMinor: found.minor,
      listMinor: found.wasMinor ?? found.minor,
      price: { list: document.list, version: document.version },
      discounts: [],
      netMinor,
      tax: [taxOfLine(netMinor, tax)],
    },
  };
}

function taxOfLine(netMinor: number, { ratePpm, inside }: PricingSettings['tax']): SaleLine['tax'][number] {
  return { ratePpm, inside, minor: inside ? taxInside(netMinor, ratePpm) : taxOnTop(netMinor, ratePpm) };
}
