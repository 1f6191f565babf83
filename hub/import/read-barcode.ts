import { ok, type Result, refuse } from '#shared/kernel/result';
import { parseGtin } from '#shared/scanning/gtin';
import type { RowRefusal } from './refused-row';

/**
 * The barcode of a variant in its 14-digit form. Refuses a number whose check digit is wrong and one that a spreadsheet
 * rounded (`2.00002E+12`).
 */
export function readBarcode(text: string): Result<string, RowRefusal> {
  const barcode = text.slice(0, 40);
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text)) return refuse('barcode-rounded', { barcode });
  const gtin = parseGtin(text.replace(/[\s-]/g, ''));
  return gtin.ok ? ok(gtin.value) : refuse(gtin.refusal.code, { barcode, ...gtin.refusal.params });
}
