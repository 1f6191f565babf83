import type { VariantId } from '#shared/kernel/ids';
import { inStoreGtin } from '#shared/scanning/gtin';
import { steadyNumber } from './steady-id';

const SEQUENCES = 10_000_000_000;

/** Barcodes of one tenant: which variant holds which, and numbers for variants that came without one. */
export type InStoreNumbers = {
  /** False where another variant holds it, in the tenant's catalogue or earlier in this file: a scan must never mean two garments. */
  readonly hold: (gtin: string, variant: VariantId) => boolean;
  /** The barcode a variant has; else an in-store EAN-13 (prefix 29) that depends on its id alone unless taken. */
  readonly give: (variant: VariantId) => string;
};

/** @param known barcodes the tenant's catalogue holds already */
export function inStoreNumbers(known: ReadonlyMap<string, VariantId>): InStoreNumbers {
  const holders = new Map(known);
  const given = new Map([...known].map(([gtin, variant]) => [variant, gtin]));
  return {
    hold: (gtin, variant) => {
      const holder = holders.get(gtin);
      if (holder !== undefined && holder !== variant) return false;
      holders.set(gtin, variant);
      return true;
    },
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
