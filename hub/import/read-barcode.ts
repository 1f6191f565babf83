import type { VariantId } from '#shared/kernel/ids';
import { ok, type Result, refuse } from '#shared/kernel/result';
import { parseGtin } from '#shared/scanning/gtin';
import type { InStoreNumbers } from './in-store-numbers';
import type { RowRefusal } from './refused-row';

/**
 * The barcode of a variant in its 14-digit form. Refuses a number whose check digit is wrong, one that a spreadsheet
 * rounded (`2.00002E+12`), and one that another variant holds: a scan must never mean two garments.
 */
export function readBarcode(text: string, variant: VariantId, barcodes: InStoreNumbers): Result<string, RowRefusal> {
  const barcode = text.slice(0, 40);
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text)) return refuse('barcode-rounded', { barcode });
  const gtin = parseGtin(text.replace(/[\s-]/g, ''));
  if (!gtin.ok) return refuse(gtin.refusal.code, { barcode, ...gtin.refusal.params });
  const holder = barcodes.holder(gtin.value);
  if (holder !== null && holder !== variant) return refuse('barcode-taken', { barcode });
  barcodes.hold(gtin.value, variant);
  return ok(gtin.value);
}
