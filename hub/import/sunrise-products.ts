import path from 'node:path';
import { z } from 'zod';
import type { VariantDocument } from '#shared/documents/documents';
import { StyleId, VariantId } from '#shared/kernel/ids';
import { ok, type Result } from '#shared/kernel/result';
import { drawingOf } from '#shared/taxonomy/drawing';
import { mapColour } from '#shared/taxonomy/map-colour';
import { compareSizes, sizeLabel } from '#shared/taxonomy/map-size';
import { mapType } from '#shared/taxonomy/map-type';
import type { StyleDraft } from './catalogue-draft';
import type { InStoreNumbers } from './in-store-numbers';
import { readJson } from './read-json';
import { readTable } from './read-table';
import { type FileRefusal, inLineOrder, type RefusedRow } from './refused-row';
import { steadyId } from './steady-id';
import { type BookPrice, readPriceBook } from './sunrise-prices';

/** Products of the chain. `books`: price book by variant. */
export type SunriseProducts = {
  readonly styles: readonly StyleDraft[];
  readonly books: ReadonlyMap<VariantId, readonly BookPrice[]>;
  readonly rows: number;
  readonly refused: readonly RefusedRow[];
};

const ProductType = z.object({
  attributes: z.array(
    z.object({
      name: z.string(),
      type: z.object({
        name: z.string(),
        values: z.array(z.object({ key: z.string(), label: z.unknown() })).optional(),
      }),
    }),
  ),
});

type Product = {
  readonly key: string;
  /** What rows of one product share; a row of another product whose first row could not be read is not taken for this one's. */
  readonly base: string;
  readonly name: string;
  readonly brand: string;
  readonly kind: string;
  readonly variants: VariantDocument[];
  readonly colours: Map<string, string>;
};

/**
 * The styles of `products-small.csv`: a row with a product type begins a product, the rows below it are its further
 * variants. The source has no barcodes: each variant gets an in-store number. Shoe sizes are the European ones.
 */
export async function readSunriseProducts(
  folder: string,
  tenantCode: string,
  barcodes: InStoreNumbers,
): Promise<Result<SunriseProducts, FileRefusal>> {
  const brands = await readBrands(folder);
  if (!brands.ok) return brands;
  const file = 'products-small.csv';
  const products: Product[] = [];
  const books = new Map<VariantId, readonly BookPrice[]>();
  const skus = new Map<string, number>();
  const refused: RefusedRow[] = [];
  const read = await readTable(
    path.join(folder, file),
    ['productType', 'sku', 'prices', 'name.en'],
    ({ line, cell }) => {
      const refuseRow = (code: RefusedRow['code'], params: RefusedRow['params'] = {}): void => {
        refused.push({ file, line, code, params });
      };
      const sku = cell('sku');
      if (cell('productType') !== '') products.push(beginProduct(cell, brands.value));
      const product = products.at(-1);
      if (!product || product.name === '' || product.base !== cell('baseId'))
        return refuseRow('title-missing', { sku });
      if (sku === '') return refuseRow('sku-missing');
      if (skus.has(sku)) return refuseRow('sku-doubled', { sku, firstLine: skus.get(sku) ?? 0 });
      const book = readPriceBook(cell('prices'));
      if (book === null) return refuseRow('price-unreadable', { sku });
      if (book.length === 0) return refuseRow('price-missing', { sku });
      const id = steadyId(VariantId, 'sku', tenantCode, sku);
      const colourText = cell('colorFreeDefinition.en') || cell('color');
      const size = sizeLabel(/^\d/.test(cell('commonSize')) ? cell('commonSize') : cell('size'));
      const colour = colourText.toLowerCase();
      if (product.variants.some((one) => one.colour === colour && one.size === size))
        return refuseRow('option-doubled', { sku, option: `${colourText} ${size}` });
      skus.set(sku, line);
      books.set(id, book);
      product.colours.set(colour, colourText);
      product.variants.push({ id, sku, gtin: barcodes.give(id), colour, size });
    },
  );
  if (!read.ok) return read;
  return ok({
    styles: products.filter(({ variants }) => variants.length > 0).map((product) => styleOf(product, tenantCode)),
    books,
    rows: read.value.rows,
    refused: inLineOrder(read.value.refused, refused),
  });
}

function beginProduct(cell: (column: string) => string, brands: ReadonlyMap<string, string>): Product {
  const brand = brands.get(cell('designer')) ?? cell('designer');
  const kind = cell('categories').split(';').at(-1)?.split('>').at(-1)?.trim() ?? '';
  return {
    key: cell('matrixId') || cell('sku'),
    base: cell('baseId'),
    name: cell('name.en').slice(0, 200),
    brand: brand.trim().slice(0, 80),
    kind,
    variants: [],
    colours: new Map(),
  };
}

/** The kind is read from the name without the brand (Polo Ralph Lauren makes more than polos), else from the category. */
function styleOf({ key, name, brand, kind, variants, colours }: Product, tenantCode: string): StyleDraft {
  const category = mapType(name.replace(brand, ' ')) ?? mapType(kind);
  return {
    id: steadyId(StyleId, 'style', tenantCode, key),
    code: key.slice(0, 80),
    name: { zh: name, en: name },
    brand,
    category,
    drawing: drawingOf(category, name),
    fabric: null,
    stub: false,
    colours: [...colours].map(([id, text]) => ({ id, ...mapColour(text) })),
    sizes: [...new Set(variants.map(({ size }) => size))].sort(compareSizes),
    variants,
  };
}

async function readBrands(folder: string): Promise<Result<ReadonlyMap<string, string>, FileRefusal>> {
  const types = await readJson(path.join(folder, 'product-type.json'), z.array(ProductType));
  if (!types.ok) return types;
  const values = types.value
    .flatMap(({ attributes }) => attributes)
    .filter(({ name }) => name === 'designer')
    .flatMap(({ type }) => type.values ?? []);
  return ok(new Map(values.flatMap(({ key, label }) => (typeof label === 'string' ? [[key, label] as const] : []))));
}
