import type { VariantId } from '#shared/kernel/ids';
import { inStoreGtin } from '#shared/scanning/gtin';
import { steadyNumber } from './steady-id';

const SEQUENCES = 10_000_000_000;

/** Barcodes of one tenant: which variant holds which, and numbers for variants that came without one. */
export type InStoreNumbers = {
  /** Which variant holds this barcode already, in the tenant's catalogue or earlier in this file. */
  readonly holder: (gtin: string) => VariantId | null;
  readonly hold: (gtin: string, variant: VariantId) => void;
  /** The in-store EAN-13 (prefix 29) of a variant: the one it has, else one that depends on its id alone unless taken. */
  readonly give: (variant: VariantId) => string;
};

/** @param known barcodes the tenant's catalogue holds already */
export function inStoreNumbers(known: ReadonlyMap<string, VariantId>): InStoreNumbers {
  const holders = new Map(known);
  const given = new Map(
    [...known].filter(([gtin]) => gtin.startsWith('029')).map(([gtin, variant]) => [variant, gtin]),
  );
  return {
    holder: (gtin) => holders.get(gtin) ?? null,
    hold: (gtin, variant) => holders.set(gtin, variant),
    give: (variant) => {
      const before = given.get(variant);
      if (before !== undefined) return before;
      let sequence = steadyNumber(SEQUENCES, variant);
      while (holders.has(inStoreGtin(sequence))) sequence = (sequence + 1) % SEQUENCES;
      const gtin = inStoreGtin(sequence);
      holders.set(gtin, variant);
      given.set(variant, gtin);
      return gtin;
    },
  };
}
