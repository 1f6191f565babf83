import type { VariantDocument } from '#shared/documents/documents';
import { type StyleId, VariantId } from '#shared/kernel/ids';
import { steadyId } from './steady-id';

/** A variant that a tenant has on sale. */
export type KnownVariant = VariantDocument & { readonly style: StyleId };

/** What a row says of its garment; `gtin` null where it gives no barcode. */
export type NamedGarment = Pick<VariantDocument, 'sku' | 'gtin' | 'colour' | 'size'> & { readonly style: StyleId };

/** Tells which garment a row means. */
export type KnownGarments = (named: NamedGarment) => VariantId;

/**
 * A garment is known by its SKU. One whose SKU is not in the file any more was given another: it is the row of its style
 * with its barcode, else the one with its colour and size, and it stays the same garment with its stock and history.
 * Everything else is new, under an id that depends on the SKU alone unless a garment that had this SKU before has it.
 * @param skus every SKU in the file
 */
export function knownGarments(
  tenantCode: string,
  known: readonly KnownVariant[],
  skus: ReadonlySet<string>,
): KnownGarments {
  const ids = new Set<VariantId>(known.map(({ id }) => id));
  const bySku = new Map(known.map((one) => [one.sku, one.id]));
  const renamed = known.filter(({ sku }) => !skus.has(sku));
  const byBarcode = new Map(renamed.flatMap((one) => (one.gtin === null ? [] : [[barcodeKey(one, one.gtin), one.id]])));
  const byOption = new Map(renamed.map((one) => [optionKey(one), one.id]));
  const told = new Set<VariantId>();
  return (named) => {
    const likely = [
      bySku.get(named.sku),
      named.gtin === null ? undefined : byBarcode.get(barcodeKey(named, named.gtin)),
      byOption.get(optionKey(named)),
    ];
    const id = likely.find((one) => one !== undefined && !told.has(one)) ?? newId(tenantCode, named.sku, ids);
    told.add(id);
    return id;
  };
}

function newId(tenantCode: string, sku: string, taken: ReadonlySet<VariantId>): VariantId {
  let id = steadyId(VariantId, 'sku', tenantCode, sku);
  for (let again = 2; taken.has(id); again += 1) id = steadyId(VariantId, 'sku', tenantCode, sku, String(again));
  return id;
}

function barcodeKey({ style }: NamedGarment, gtin: string): string {
  return `${style} ${gtin}`;
}

function optionKey({ style, colour, size }: NamedGarment): string {
  return `${style} ${colour}\u0000${size}`;
}
