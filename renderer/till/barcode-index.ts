import type { Garment } from '#shared/catalog/garment';
import type { StyleDocument, VariantDocument } from '#shared/documents/documents';
import { StyleId, type VariantId } from '#shared/kernel/ids';
import type { Table } from './tables';

/** A variant with its style. */
export type SoldVariant = { readonly style: StyleDocument; readonly variant: VariantDocument };

/** Finds what was scanned, in memory: a scan never asks a store. */
export type BarcodeIndex = {
  /** By GTIN in its 14-digit form. Sources give one number to several garments at times: then all of them. */
  readonly byGtin: (gtin: string) => readonly SoldVariant[];
  /** By SKU, in any case. */
  readonly bySku: (sku: string) => SoldVariant | null;
  readonly byVariant: (id: VariantId) => SoldVariant | null;
  /** Variants whose barcode ends in these digits, at most `limit`. */
  readonly byTail: (digits: string, limit: number) => readonly SoldVariant[];
  readonly close: () => void;
};

type Place = { readonly style: string; readonly at: number };

/** Follows the styles. Each style's codes are taken out before its new ones go in, so that a code can move. */
export function createBarcodeIndex(styles: Table<StyleDocument>): BarcodeIndex {
  const gtins = new Map<string, readonly Place[]>();
  const skus = new Map<string, Place>();
  const variants = new Map<string, Place>();
  const codesOf = new Map<string, StyleDocument>();

  function drop(id: string): void {
    const style = codesOf.get(id);
    if (style === undefined) return;
    for (const { id: variant, gtin, sku } of style.variants) {
      variants.delete(variant);
      if (gtin !== null) dropGtin(gtin, id);
      if (skus.get(sku.toUpperCase())?.style === id) skus.delete(sku.toUpperCase());
    }
    codesOf.delete(id);
  }

  function dropGtin(gtin: string, style: string): void {
    const left = (gtins.get(gtin) ?? []).filter((place) => place.style !== style);
    if (left.length > 0) gtins.set(gtin, left);
    else gtins.delete(gtin);
  }

  function take(style: StyleDocument): void {
    codesOf.set(style.id, style);
    style.variants.forEach(({ id, gtin, sku }, at) => {
      const place = { style: style.id, at };
      variants.set(id, place);
      if (gtin !== null) gtins.set(gtin, [...(gtins.get(gtin) ?? []), place]);
      skus.set(sku.toUpperCase(), place);
    });
  }

  function found(place: Place | undefined): SoldVariant | null {
    const style = place && codesOf.get(place.style);
    const variant = style?.variants[place?.at ?? -1];
    return style && variant ? { style, variant } : null;
  }

  function refresh(ids: readonly string[] | undefined): void {
    if (ids === undefined) {
      for (const map of [gtins, skus, variants, codesOf]) map.clear();
      for (const style of styles.all()) take(style);
      return;
    }
    for (const id of ids) {
      drop(id);
      const style = styles.get(id);
      if (style) take(style);
    }
  }

  refresh(undefined);
  const stop = styles.follow(refresh);
  return {
    byGtin: (gtin) => (gtins.get(gtin) ?? []).flatMap((place) => found(place) ?? []),
    bySku: (sku) => found(skus.get(sku.trim().toUpperCase())),
    byVariant: (id) => found(variants.get(id)),
    byTail: (digits, limit) => {
      const hits: SoldVariant[] = [];
      for (const [gtin, places] of gtins) {
        if (gtin.endsWith(digits)) hits.push(...places.flatMap((place) => found(place) ?? []));
        if (hits.length >= limit) break;
      }
      return hits.slice(0, limit);
    },
    close: stop,
  };
}

/** A garment as a fact remembers it. */
export function garmentOf({ style, variant }: SoldVariant): Garment {
  const colour = style.colours.find(({ id }) => id === variant.colour);
  return {
    variant: variant.id,
    style: StyleId.parse(style.id),
    code: style.code,
    name: style.name,
    category: style.category,
    colour: colour?.name ?? { zh: variant.colour, en: variant.colour },
    size: variant.size,
    gtin: variant.gtin,
  };
}
