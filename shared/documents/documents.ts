import { z } from 'zod';
import { CategoryId, Garment, Gtin14, Words } from '../catalog/garment';
import { FactId, FittingId, StaffId, StoreId, VariantId } from '../kernel/ids';
import { Currency, MinorPaid } from '../kernel/money';
import { RatePpm } from '../kernel/rate';
import { AnchorPart } from '../people/anchor';

/** Fields every document has. `seq` is its place in its feed; a deleted document keeps its id and its `seq`. */
const feedFields = { id: z.string().max(80), seq: z.int().nonnegative() } as const;

/** A sellable size × colour of a style. */
export const VariantDocument = z
  .object({
    id: VariantId,
    sku: z.string().max(80),
    gtin: Gtin14.nullable(),
    colour: z.string().max(60),
    size: z.string().max(40),
  })
  .readonly();
export type VariantDocument = z.output<typeof VariantDocument>;

/** A colour of a style: `id` is what variants point at, `value` its taxonomy colour or null, `hex` what a screen paints. */
export const ColourDocument = z
  .object({
    id: z.string().max(60),
    name: Words,
    value: z.string().max(80).nullable(),
    hex: z.string().regex(/^#[0-9a-f]{6}$/),
  })
  .readonly();
export type ColourDocument = z.output<typeof ColourDocument>;

/** A style with its variants packed inside: one document a style is eight times faster than one a SKU. Feed: the tenant's catalogue. */
export const StyleDocument = z
  .object({
    ...feedFields,
    code: z.string().max(80),
    name: Words,
    brand: z.string().max(80),
    category: CategoryId.nullable(),
    /** Symbol of the drawn garment that stands for the style until a photo does. */
    drawing: z.string().max(30),
    fabric: Words.nullable(),
    /** True where only orders or stock mention the SKU and the source gave no product row. */
    stub: z.boolean(),
    colours: z.array(ColourDocument).max(80).readonly(),
    sizes: z.array(z.string().max(40)).max(80).readonly(),
    variants: z.array(VariantDocument).max(600).readonly(),
  })
  .readonly();
export type StyleDocument = z.output<typeof StyleDocument>;

/** This store's prices of one style; id is the style's. `was` is the price before a markdown. */
export const PriceDocument = z
  .object({
    ...feedFields,
    currency: Currency,
    list: z.string().max(80),
    version: z.int().nonnegative(),
    prices: z.record(VariantId, z.object({ minor: MinorPaid, wasMinor: MinorPaid.nullable() }).readonly()),
  })
  .readonly();
export type PriceDocument = z.output<typeof PriceDocument>;

/**
 * Stock of one SKU: `counted` at `countAt` (hlc), plus `after`, the movements later than that; `held` is reserved for
 * orders to collect. On hand is `counted + after`, free is on hand − held.
 */
export const SkuStock = z
  .object({ countAt: z.int().nonnegative(), counted: z.int(), after: z.int(), held: z.int().nonnegative() })
  .readonly();
export type SkuStock = z.output<typeof SkuStock>;

/** This store's stock of one style; id is the style's. `at` is when the hub last changed it (ms). */
export const StockDocument = z
  .object({ ...feedFields, seen: z.int().nonnegative(), at: z.int(), skus: z.record(VariantId, SkuStock) })
  .readonly();
export type StockDocument = z.output<typeof StockDocument>;

/** One style in every other store of the tenant, coalesced; id is `near:` + style id. */
export const NearbyStockDocument = z
  .object({
    ...feedFields,
    at: z.int(),
    stores: z.array(z.object({ store: StoreId, skus: z.record(VariantId, z.int()) }).readonly()).readonly(),
  })
  .readonly();
export type NearbyStockDocument = z.output<typeof NearbyStockDocument>;

/** A person as this store holds them: a set of anchors. id is the person's oldest anchor. */
export const CustomerDocument = z
  .object({ ...feedFields, at: z.int(), anchors: z.array(AnchorPart).min(1).max(12).readonly() })
  .readonly();
export type CustomerDocument = z.output<typeof CustomerDocument>;

/** A receipt of this store within its return period. id is the sale's fact id. */
export const ReceiptDocument = z
  .object({
    ...feedFields,
    seen: z.int().nonnegative(),
    number: z.string().max(40),
    at: z.int(),
    currency: Currency,
    totalMinor: z.int(),
    lines: z
      .array(
        z.object({ line: z.int(), garment: Garment, qty: z.int(), netMinor: z.int(), returned: z.int() }).readonly(),
      )
      .readonly(),
  })
  .readonly();
export type ReceiptDocument = z.output<typeof ReceiptDocument>;

/** Work shared between a store's tills: an open fitting, or an order to put aside for collection. */
export const TaskDocument = z
  .object({
    ...feedFields,
    seen: z.int().nonnegative(),
    at: z.int(),
    task: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('fitting'),
        fitting: FittingId,
        room: z.string(),
        who: z.string().nullable(),
        staff: StaffId.nullable(),
        /** `capture`: how the piece came into the room; left out by hubs that did not keep it. */
        garments: z
          .array(
            z
              .object({ piece: z.int(), garment: Garment, capture: z.enum(['scan', 'picked', 'typed']).optional() })
              .readonly(),
          )
          .readonly(),
      }),
      z.object({
        kind: z.literal('collect'),
        order: FactId,
        number: z.string(),
        until: z.int(),
        lines: z.array(z.object({ garment: Garment, qty: z.int() }).readonly()).readonly(),
      }),
    ]),
  })
  .readonly();
export type TaskDocument = z.output<typeof TaskDocument>;

/** A colleague of this store, without the PIN verifier: that one goes to the host only. */
export const StaffDocument = z
  .object({
    ...feedFields,
    name: Words,
    role: z.enum(['clerk', 'lead', 'manager']),
    language: z.enum(['zh-CN', 'en']),
    active: z.boolean(),
  })
  .readonly();
export type StaffDocument = z.output<typeof StaffDocument>;

/** The store's settings; one document, id `settings`. */
export const SettingsDocument = z
  .object({
    ...feedFields,
    tenant: z.object({ name: Words }).readonly(),
    store: z.object({ id: StoreId, code: z.string(), name: Words, zone: z.string(), address: z.string() }).readonly(),
    /** Every store of the tenant, for names beside stock and evidence. */
    stores: z.array(z.object({ id: StoreId, code: z.string(), name: Words }).readonly()).readonly(),
    currency: Currency,
    languages: z.array(z.enum(['zh-CN', 'en'])).readonly(),
    country: z.string().regex(/^[A-Z]{2}$/),
    rooms: z.array(z.string()).max(20).readonly(),
    tax: z.object({ ratePpm: RatePpm, inside: z.boolean(), version: z.int().nonnegative() }).readonly(),
    versions: z.object({ prices: z.int().nonnegative(), promotions: z.int().nonnegative() }).readonly(),
    /** Stem of label codes: `<shopUrl>/01/<gtin>?t=<tenant code>&s=<store code>` is the label's GS1 Digital Link. */
    shopUrl: z.string(),
    /** Words shown where the data is not what it seems, for example seeded dates in the demo. */
    notice: Words.nullable(),
  })
  .readonly();
export type SettingsDocument = z.output<typeof SettingsDocument>;

/** The till's pull-only collections, each one feed. `stock` carries {@link StockDocument} and {@link NearbyStockDocument}. */
export const collections = {
  styles: StyleDocument,
  prices: PriceDocument,
  stock: z.union([StockDocument, NearbyStockDocument]),
  customers: CustomerDocument,
  receipts: ReceiptDocument,
  tasks: TaskDocument,
  staff: StaffDocument,
  settings: SettingsDocument,
} as const;

export type CollectionName = keyof typeof collections;
export const collectionNames = Object.keys(collections) as readonly CollectionName[];
