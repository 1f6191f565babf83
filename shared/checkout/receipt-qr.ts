import { z } from 'zod';
import { Gtin14 } from '../catalog/garment';
import type { FactOf } from '../facts/registry';
import { FactId, VariantId } from '../kernel/ids';
import { Currency } from '../kernel/money';
import { ownPrefixes } from '../scanning/interpret-scan';

/**
 * What a receipt's QR code says, so that another store can take the goods back without a network: the sale, its lines
 * (what, how many, net paid) and the total. `signature` is the device's, null while receipts are unsigned.
 */
export const ReceiptQr = z
  .object({
    sale: FactId,
    currency: Currency,
    totalMinor: z.int(),
    lines: z
      .array(
        z
          .object({
            line: z.int().positive(),
            garment: z.union([Gtin14, VariantId]),
            qty: z.int(),
            netMinor: z.int(),
          })
          .readonly(),
      )
      .min(1)
      .readonly(),
    signature: z
      .object({ key: z.string().min(1), value: z.string().min(1) })
      .readonly()
      .nullable(),
  })
  .readonly();
export type ReceiptQr = z.output<typeof ReceiptQr>;

const FORM = '1';

/** Lines beyond this are left to the online look-up: the code would be too dense for a small printer. */
const LINES_PRINTED = 12;

/**
 * The text of a receipt's QR code:
 * `SEAM-R:1/<sale>/<currency>/<total>/<line>*<gtin or variant>*<qty>*<net>,…/<key>/<signature>`.
 * Key and signature are empty until tills sign with their Ed25519 key; what will be signed is all the text before them.
 */
export function receiptQrText({ id, body }: FactOf<'SaleCompleted'>): string {
  const lines = body.lines.slice(0, LINES_PRINTED).map(({ line, garment, qty, kind, netMinor }) => {
    return [line, garment.gtin ?? garment.variant, kind === 'sold' ? qty : -qty, netMinor].join('*');
  });
  return `${ownPrefixes.receipt}${[FORM, id, body.currency, body.totalMinor, lines.join(','), '', ''].join('/')}`;
}

/** Reads what {@link receiptQrText} wrote, with or without its prefix; null where it is no such text. */
export function readReceiptQr(text: string): ReceiptQr | null {
  const bare = text.startsWith(ownPrefixes.receipt) ? text.slice(ownPrefixes.receipt.length) : text;
  const [form, sale, currency, total, lines, key, value, ...more] = bare.split('/');
  if (form !== FORM || more.length > 0 || value === undefined) return null;
  const read = ReceiptQr.safeParse({
    sale,
    currency,
    totalMinor: wholeOf(total),
    lines: lines?.split(',').map((line) => {
      const [number, garment, qty, netMinor] = line.split('*');
      return { line: wholeOf(number), garment, qty: wholeOf(qty), netMinor: wholeOf(netMinor) };
    }),
    signature: key === '' && value === '' ? null : { key, value },
  });
  return read.success ? read.data : null;
}

function wholeOf(text: string | undefined): number {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
