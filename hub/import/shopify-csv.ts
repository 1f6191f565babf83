import path from 'node:path';
import type { Currency } from '#shared/kernel/money';
import { ok, type Result } from '#shared/kernel/result';
import type { PriceDraft, StyleDraft } from './catalogue-draft';
import { inStoreNumbers } from './in-store-numbers';
import { type KnownVariant, knownGarments } from './known-garments';
import { readTable, type TableRow } from './read-table';
import { type FileRefusal, inLineOrder, type RefusedRow } from './refused-row';
import { makeProduct, type ProductContext, skuOf } from './shopify-product';

/** What a catalogue is read for. `known`: what the tenant has on sale, so that a garment stays the same and no barcode is given twice. */
export type ShopifyOptions = {
  readonly tenantCode: string;
  readonly currency: Currency;
  readonly known?: readonly KnownVariant[];
};

/**
 * A Shopify product file as read.
 * @property rows data rows in the file
 * @property pictures rows that only add a picture to a product: nothing to sell, nothing refused
 * @property barcodesGiven variants that came without a barcode and got an in-store number
 */
export type ShopifyCatalogue = {
  readonly styles: readonly StyleDraft[];
  readonly prices: readonly PriceDraft[];
  readonly rows: number;
  readonly pictures: number;
  readonly barcodesGiven: number;
  readonly refused: readonly RefusedRow[];
};

/** Columns without which a file is no product file. All others may be absent. */
export const shopifyColumns = ['Handle', 'Title', 'Variant Price'] as const;

/** A row as kept until its product is whole. Option values in the order of the product's option names. */
export type ShopifyRow = {
  readonly line: number;
  readonly options: readonly [string, string, string];
  readonly sku: string;
  readonly barcode: string;
  readonly price: string;
  readonly was: string;
};

/** All rows of one handle, and what the first of them to say it says of the product. */
export type ShopifyProduct = {
  readonly handle: string;
  title: string;
  vendor: string;
  type: string;
  category: string;
  names: readonly [string, string, string];
  readonly rows: ShopifyRow[];
};

/**
 * Reads a Shopify product CSV. Rows with the same handle are one product, wherever they stand; the first that says a
 * title, vendor, type or option name says it for all. Reading is streamed: what is held is what will be published.
 */
export async function readShopifyCsv(
  file: string,
  options: ShopifyOptions,
): Promise<Result<ShopifyCatalogue, FileRefusal>> {
  const products = new Map<string, ShopifyProduct>();
  const refused: RefusedRow[] = [];
  const name = path.basename(file);
  let pictures = 0;
  const read = await readTable(file, shopifyColumns, (row) => {
    const handle = row.cell('Handle');
    if (handle === '') {
      refused.push({ file: name, line: row.line, code: 'handle-missing', params: {} });
      return;
    }
    const product = products.get(handle) ?? noProduct(handle);
    products.set(handle, product);
    describe(product, row);
    const kept = keepRow(row);
    if (isPicture(row, kept)) pictures += 1;
    else product.rows.push(kept);
  });
  if (!read.ok) return read;
  const { tenantCode, currency, known = [] } = options;
  const skus = new Set([...products.values()].flatMap((one) => one.rows.map((row) => skuOf(one, row))));
  const context: ProductContext = {
    file: name,
    tenantCode,
    currency,
    barcodes: inStoreNumbers(new Map(known.flatMap(({ gtin, id }) => (gtin === null ? [] : [[gtin, id] as const])))),
    garments: knownGarments(tenantCode, known, skus),
    skus: new Map(),
    given: { count: 0 },
    refused,
  };
  const made = [...products.values()].map((product) => makeProduct(product, context)).filter((one) => one !== null);
  return ok({
    styles: made.map(({ style }) => style),
    prices: made.map(({ price }) => price),
    rows: read.value.rows,
    pictures,
    barcodesGiven: context.given.count,
    refused: inLineOrder(read.value.refused, refused),
  });
}

function noProduct(handle: string): ShopifyProduct {
  return { handle, title: '', vendor: '', type: '', category: '', names: ['', '', ''], rows: [] };
}

function describe(product: ShopifyProduct, { cell }: TableRow): void {
  product.title ||= cell('Title');
  product.vendor ||= cell('Vendor');
  product.type ||= cell('Type');
  product.category ||= cell('Product Category') || cell('Standardized Product Type');
  const [first, second, third] = product.names;
  product.names = [first || cell('Option1 Name'), second || cell('Option2 Name'), third || cell('Option3 Name')];
}

function keepRow({ line, cell }: TableRow): ShopifyRow {
  return {
    line,
    options: [cell('Option1 Value'), cell('Option2 Value'), cell('Option3 Value')],
    sku: unquoted(cell('Variant SKU')),
    barcode: unquoted(cell('Variant Barcode')),
    price: cell('Variant Price'),
    was: cell('Variant Compare At Price'),
  };
}

/** Exports put `'` before numbers, so that a spreadsheet leaves them alone. */
function unquoted(text: string): string {
  return text.replace(/^'/, '').trim();
}

/** A further picture of a product stands in a row of its own: nothing of a variant, and no title. */
function isPicture({ cell }: TableRow, row: ShopifyRow): boolean {
  const says = [...row.options, row.sku, row.barcode, row.price].some((text) => text !== '');
  return !says && cell('Title') === '' && cell('Image Src') !== '';
}
