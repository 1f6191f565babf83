import { z } from 'zod';
import { StyleId, VariantId } from '../kernel/ids';

/** A text in the two languages every screen speaks. Where a source gives one language only, both hold it. */
export const Words = z.object({ zh: z.string().max(200), en: z.string().max(200) }).readonly();
export type Words = z.output<typeof Words>;

/** GTIN in its 14-digit normal form, check digit valid. */
export const Gtin14 = z.string().regex(/^\d{14}$/);

/** Category id of the Shopify Standard Product Taxonomy, vertical Apparel & Accessories, for example `aa-1-13-7`. */
export const CategoryId = z.string().regex(/^aa(-\d+)*$/);
export type CategoryId = z.output<typeof CategoryId>;

/**
 * One sellable garment as a fact remembers it: enough to reduce and to show the fact for years without the catalogue.
 * `category` is null where the source's type maps to nothing; `size` and `colour` are the labels on the garment.
 */
export const Garment = z
  .object({
    variant: VariantId,
    style: StyleId,
    code: z.string().max(80),
    name: Words,
    category: CategoryId.nullable(),
    colour: Words,
    size: z.string().max(40),
    gtin: Gtin14.nullable(),
  })
  .readonly();
export type Garment = z.output<typeof Garment>;
