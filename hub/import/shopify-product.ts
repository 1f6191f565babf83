import type { Words } from '#shared/catalog/garment';
import type { ColourDocument, PriceDocument, VariantDocument } from '#shared/documents/documents';
import { StyleId } from '#shared/kernel/ids';
import { type Currency, Minor, MinorPaid, minorFromText } from '#shared/kernel/money';
import { ok, type Result, refuse } from '#shared/kernel/result';
import { drawingOf } from '#shared/taxonomy/drawing';
import { mapColour, UNDYED } from '#shared/taxonomy/map-colour';
import { compareSizes, sizeLabel } from '#shared/taxonomy/map-size';
import { mapGarment } from '#shared/taxonomy/map-type';
import { readCategory } from '#shared/taxonomy/taxonomy';
import { most, type PriceDraft, type StyleDraft } from './catalogue-draft';
import type { InStoreNumbers } from './in-store-numbers';
import type { KnownGarments } from './known-garments';
import { readBarcode } from './read-barcode';
import type { RefusedRow, RowRefusal } from './refused-row';
import type { ShopifyProduct, ShopifyRow } from './shopify-csv';
import { steadyId } from './steady-id';

/** What products of one file share. `skus`: SKU → line; that, `refused` and `given` are filled. */
export type ProductContext = {
  readonly file: string;
  readonly tenantCode: string;
  readonly currency: Currency;
  readonly barcodes: InStoreNumbers;
  readonly garments: KnownGarments;
  readonly skus: Map<string, number>;
  readonly given: { count: number };
  readonly refused: RefusedRow[];
};

type Sellable = {
  readonly variant: VariantDocument;
  readonly colour: ColourDocument;
  readonly minor: number;
  readonly wasMinor: number | null;
};

const colourNames = /^(colou?r|colou?rs|farbe|couleur|colore|颜色|颜色分类|花色)$/i;
const sizeNames = /^(size|shoe size|größe|taille|taglia|尺码|尺寸|鞋码)$/i;
const oneColour: Words = { zh: '单色', en: 'One colour' };

/** One product's style and prices; rows that can't go in are refused one by one, null where none is left. */
export function makeProduct(
  product: ShopifyProduct,
  context: ProductContext,
): { readonly style: StyleDraft; readonly price: PriceDraft } | null {
  const refuseRow = (line: number, code: RowRefusal, params: RefusedRow['params'] = {}): void => {
    context.refused.push({ file: context.file, line, code, params: { handle: product.handle, ...params } });
  };
  if (product.title === '' || product.title.length > 200) {
    for (const { line } of product.rows) refuseRow(line, product.title === '' ? 'title-missing' : 'title-too-long');
    return null;
  }
  const id = steadyId(StyleId, 'style', context.tenantCode, product.handle);
  const sellables: Sellable[] = [];
  const taken: Taken = { options: new Map(), colours: new Set(), sizes: new Set() };
  for (const row of product.rows) {
    const made = makeVariant(product, id, row, context, taken);
    if (made.ok) sellables.push(made.value);
    else refuseRow(row.line, made.refusal.code, made.refusal.params);
  }
  if (sellables.length === 0) return null;
  const category = readCategory(product.category) ?? mapGarment(product.type, product.title);
  const prices: PriceDocument['prices'] = Object.fromEntries(
    sellables.map(({ variant, minor, wasMinor }) => [variant.id, { minor, wasMinor }]),
  );
  const colours = new Map(sellables.map(({ colour }) => [colour.id, colour]));
  return {
    style: {
      id,
      code: styleCode(product.handle, id),
      name: { zh: product.title, en: product.title },
      brand: product.vendor.slice(0, 80),
      category,
      drawing: drawingOf(category, product.title),
      fabric: null,
      stub: false,
      colours: [...colours.values()],
      sizes: [...taken.sizes].sort(compareSizes),
      variants: sellables.map(({ variant }) => variant),
    },
    price: { id, currency: context.currency, list: 'import', prices },
  };
}

type Taken = { readonly options: Map<string, number>; readonly colours: Set<string>; readonly sizes: Set<string> };

function makeVariant(
  product: ShopifyProduct,
  style: StyleId,
  row: ShopifyRow,
  context: ProductContext,
  taken: Taken,
): Result<Sellable, RowRefusal> {
  const { colourText, size } = readOptions(product.names, row.options);
  const colour = makeColour(colourText);
  const sku = skuOf(product, row);
  if (colour.id.length > 60) return refuse('colour-too-long', { colour: colourText });
  if (size.length > 40) return refuse('size-too-long', { size });
  if (sku.length > 80) return refuse('sku-too-long', { sku });
  const price = readPrice(row, context.currency);
  if (!price.ok) return price;
  const skuLine = context.skus.get(sku);
  if (skuLine !== undefined) return refuse('sku-doubled', { sku, firstLine: skuLine });
  const option = `${colour.id}\u0000${size}`;
  const optionLine = taken.options.get(option);
  if (optionLine !== undefined)
    return refuse('option-doubled', { option: `${colourText} ${size}`.trim(), firstLine: optionLine });
  if (taken.options.size >= most.variants) return refuse('variants-too-many', { most: most.variants });
  if (!taken.colours.has(colour.id) && taken.colours.size >= most.colours)
    return refuse('colours-too-many', { most: most.colours });
  if (!taken.sizes.has(size) && taken.sizes.size >= most.sizes) return refuse('sizes-too-many', { most: most.sizes });
  const named = row.barcode === '' ? ok(null) : readBarcode(row.barcode);
  if (!named.ok) return named;
  const id = context.garments({ style, sku, gtin: named.value, colour: colour.id, size });
  const gtin = named.value ?? context.barcodes.give(id);
  if (!context.barcodes.hold(gtin, id)) return refuse('barcode-taken', { barcode: row.barcode.slice(0, 40) });
  if (named.value === null) context.given.count += 1;
  context.skus.set(sku, row.line);
  taken.options.set(option, row.line);
  taken.colours.add(colour.id);
  taken.sizes.add(size);
  return ok({ variant: { id, sku, gtin, colour: colour.id, size }, colour, ...price.value });
}

/** A row without an SKU is told apart by what it is. */
export function skuOf({ handle, names }: ShopifyProduct, row: ShopifyRow): string {
  if (row.sku !== '') return row.sku;
  const { colourText, size } = readOptions(names, row.options);
  return [handle, colourText, size].filter((part) => part !== '').join('/');
}

/** Which option is the colour and which the size is told by their names; any other joins the size: `30/32`. */
function readOptions(
  names: ShopifyProduct['names'],
  values: ShopifyRow['options'],
): { readonly colourText: string; readonly size: string } {
  const colourAt = names.findIndex((name) => colourNames.test(name));
  const sizeAt = names.findIndex((name) => sizeNames.test(name));
  const others = names.flatMap((name, at) => {
    const value = values[at] ?? '';
    const isDefault = /^title$/i.test(name) && /^default title$/i.test(value);
    return at === colourAt || at === sizeAt || value === '' || isDefault ? [] : [value];
  });
  const size = sizeAt < 0 ? [] : [sizeLabel(values[sizeAt] ?? '')];
  return {
    colourText: colourAt < 0 ? '' : (values[colourAt] ?? ''),
    size: sizeLabel([...size, ...others].join('/')),
  };
}

function makeColour(text: string): ColourDocument {
  if (text === '') return { id: 'one', name: oneColour, value: null, hex: UNDYED };
  return { id: text.toLowerCase().replace(/\s+/g, ' '), ...mapColour(text) };
}

function readPrice(
  row: ShopifyRow,
  currency: Currency,
): Result<{ readonly minor: number; readonly wasMinor: number | null }, RowRefusal> {
  if (row.price === '') return refuse('price-missing');
  const minor = minorFromText(row.price, currency);
  if (minor === null || !MinorPaid.safeParse(minor).success)
    return refuse('price-unreadable', { price: row.price.slice(0, 40) });
  const was = row.was === '' ? null : minorFromText(row.was, currency);
  if (row.was !== '' && !Minor.safeParse(was).success)
    return refuse('price-unreadable', { price: row.was.slice(0, 40) });
  return ok({ minor, wasMinor: was !== null && was > minor ? was : null });
}

/** A handle may be longer than a style code; then the id's tail keeps it apart from others that begin the same. */
function styleCode(handle: string, id: string): string {
  return handle.length <= 80 ? handle : `${handle.slice(0, 71)}-${id.slice(-8)}`;
}
