import type { Words } from '#shared/catalog/garment';
import { StyleId, VariantId } from '#shared/kernel/ids';
import { ok, type Result } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import { UNDYED } from '#shared/taxonomy/map-colour';
import type { PriceDraft, StyleDraft } from './catalogue-draft';
import type { ImportedFact } from './imported-fact';
import { type InStoreNumbers, inStoreNumbers } from './in-store-numbers';
import type { FileRefusal, RefusedRow } from './refused-row';
import { steadyId } from './steady-id';
import { orderFacts, stockFacts } from './sunrise-facts';
import { readSunriseOrders, type SunriseOrder } from './sunrise-orders';
import { type BookPrice, pickPrice } from './sunrise-prices';
import { readSunriseProducts } from './sunrise-products';
import { readSunriseStock } from './sunrise-stock';
import { readSunriseStores, type SunriseStore } from './sunrise-stores';

/** What the region is read for. `countedAtMs`: when the stock is taken to have been counted; `nowMs`: the orders end before it. */
export type SunriseOptions = {
  readonly tenantCode: string;
  readonly nowMs: InstantMs;
  readonly countedAtMs: InstantMs;
  readonly barcodes?: ReadonlyMap<string, VariantId>;
};

/**
 * The Sunrise chain as read.
 * @property stores those that hold stock in the source; `storesWithoutStock` counts the others, which do not open here
 * @property prices of every style, by store
 */
export type SunriseRegion = {
  readonly stores: readonly SunriseStore[];
  readonly styles: readonly StyleDraft[];
  readonly prices: ReadonlyMap<SunriseStore, readonly PriceDraft[]>;
  readonly facts: readonly ImportedFact[];
  readonly counts: {
    readonly products: number;
    readonly variants: number;
    readonly orders: number;
    readonly orderLines: number;
    readonly customers: number;
    readonly orderedSkus: number;
    readonly stubs: number;
    readonly stockRows: number;
    readonly stockTaken: number;
    readonly stockUnknownSkus: number;
    readonly storesWithoutStock: number;
  };
  readonly refused: readonly RefusedRow[];
};

const CURRENCY = 'EUR';

/** Said wherever this region is shown: what of it is not as it seems. */
export const sunriseNotice: Words = {
  zh: '示例门店，数据取自公开的 Sunrise 数据集。原始网店订单没有日期，此处日期为示例所设。',
  en: 'Demo stores from the public Sunrise data set. Its online orders carry no dates; the dates shown here are made up.',
};

/** Reads the six files of the Sunrise store data. Refused whole where a file is missing or not what it should be. */
export async function readSunrise(
  folder: string,
  options: SunriseOptions,
): Promise<Result<SunriseRegion, FileRefusal>> {
  const barcodes = inStoreNumbers(options.barcodes ?? new Map());
  const stores = await readSunriseStores(folder, options.tenantCode);
  if (!stores.ok) return stores;
  const products = await readSunriseProducts(folder, options.tenantCode, barcodes);
  if (!products.ok) return products;
  const orders = await readSunriseOrders(folder, CURRENCY);
  if (!orders.ok) return orders;
  const named = new Set(products.value.styles.flatMap(({ variants }) => variants.map(({ sku }) => sku)));
  const ordered = lastPrices(orders.value.orders);
  const keys = new Set(stores.value.map(({ key }) => key));
  const stubs = [...ordered.keys()]
    .filter((sku) => !named.has(sku))
    .map((sku) => stubStyle(sku, options.tenantCode, barcodes));
  const styles = [...products.value.styles, ...stubs];
  const bySku = new Map(
    styles.flatMap(({ id, variants }) => variants.map((one) => [one.sku, { style: id, variant: one.id }] as const)),
  );
  const stock = await readSunriseStock(folder, (sku) => bySku.get(sku), keys);
  if (!stock.ok) return stock;
  const withStock = new Set(stock.value.counts.map(({ store }) => store));
  const open = stores.value.filter(({ key }) => withStock.has(key));
  return ok({
    stores: open,
    styles,
    prices: new Map(open.map((store) => [store, pricesIn(store, styles, products.value.books, ordered)])),
    facts: [
      ...stockFacts(stock.value.counts, open, options),
      ...orderFacts(orders.value.orders, styles, CURRENCY, options),
    ],
    counts: {
      products: products.value.styles.length,
      variants: named.size,
      orders: orders.value.orders.length,
      orderLines: orders.value.orders.reduce((sum, { lines }) => sum + lines.length, 0),
      customers: new Set(orders.value.orders.map(({ customer }) => customer)).size,
      orderedSkus: ordered.size,
      stubs: stubs.length,
      stockRows: stock.value.rows,
      stockTaken: stock.value.counts.length,
      stockUnknownSkus: stock.value.unknownSkus,
      storesWithoutStock: stores.value.length - open.length,
    },
    refused: [...products.value.refused, ...orders.value.refused, ...stock.value.refused],
  });
}

function lastPrices(orders: readonly SunriseOrder[]): ReadonlyMap<string, number> {
  return new Map(orders.flatMap(({ lines }) => lines.map(({ sku, unitMinor }) => [sku, unitMinor] as const)));
}

/** What is known of a garment that only orders name: its number. It can be scanned, sold and counted all the same. */
function stubStyle(sku: string, tenantCode: string, barcodes: InStoreNumbers): StyleDraft {
  const id = steadyId(VariantId, 'sku', tenantCode, sku);
  return {
    id: steadyId(StyleId, 'style', tenantCode, 'sku', sku),
    code: sku,
    name: { zh: `未建档 ${sku}`, en: `Not in catalogue ${sku}` },
    brand: '',
    category: null,
    drawing: 'other',
    fabric: null,
    stub: true,
    colours: [{ id: 'unknown', name: { zh: '未知', en: 'Unknown' }, value: null, hex: UNDYED }],
    sizes: ['?'],
    variants: [{ id, sku, gtin: barcodes.give(id), colour: 'unknown', size: '?' }],
  };
}

/** A stub is sold for what it was last ordered for, in the currency of the orders: the only price there is. */
function pricesIn(
  store: SunriseStore,
  styles: readonly StyleDraft[],
  books: ReadonlyMap<string, readonly BookPrice[]>,
  ordered: ReadonlyMap<string, number>,
): readonly PriceDraft[] {
  return styles.flatMap((style) => {
    const prices = style.variants.flatMap(({ id, sku }) => {
      const book = books.get(id);
      const minor = book ? pickPrice(book, store)?.minor : store.currency === CURRENCY ? ordered.get(sku) : undefined;
      return minor === undefined ? [] : [[id, { minor, wasMinor: null }] as const];
    });
    if (prices.length === 0) return [];
    return [{ id: style.id, currency: store.currency, list: store.key, prices: Object.fromEntries(prices) }];
  });
}
