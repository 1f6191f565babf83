import type { Hash } from '../facts/envelope';
import type { FactOf } from '../facts/registry';
import { sumMinor } from '../kernel/money';
import type { SaleCompletedBody } from './facts';
import { receiptNumberText } from './receipt-document';
import { receiptQrText } from './receipt-qr';

type OneTax = SaleCompletedBody['lines'][number]['tax'][number];

/** Tax of one rate on a receipt: on which amount, and how much. `baseMinor` never holds the tax itself. */
export type TaxTotal = OneTax & { readonly baseMinor: number };

/** A sale as its receipt shows it. Amounts are minor units; `number` is printed as `T1A-000123 · 3f9c02`. */
export type Receipt = {
  readonly sale: FactOf<'SaleCompleted'>['id'];
  readonly number: string;
  readonly occurredAt: string;
  readonly businessDate: string | null;
  readonly staff: FactOf<'SaleCompleted'>['staff'] | null;
  readonly currency: SaleCompletedBody['currency'];
  readonly lines: SaleCompletedBody['lines'];
  readonly pieces: number;
  readonly netMinor: number;
  readonly savedMinor: number;
  readonly taxes: readonly TaxTotal[];
  readonly roundingMinor: number;
  readonly totalMinor: number;
  readonly tenders: SaleCompletedBody['tenders'];
  readonly changeMinor: number;
  readonly qr: string;
};

/** How many characters of the hash a receipt prints: enough to tell apart twins that a cloned till made offline. */
const HASH_PRINTED = 6;

/** Series, number and the beginning of the fact's hash, as printed. */
export function printedNumber(sale: FactOf<'SaleCompleted'>): string {
  const number = receiptNumberText(sale.body.receipt);
  return sale.hash === undefined ? number : `${number} · ${shortHash(sale.hash)}`;
}

export function shortHash(hash: Hash): string {
  return hash.slice(0, HASH_PRINTED);
}

export function receiptOf(sale: FactOf<'SaleCompleted'>): Receipt {
  const { lines, tenders, currency, roundingMinor, totalMinor } = sale.body;
  return {
    sale: sale.id,
    number: printedNumber(sale),
    occurredAt: sale.occurredAt,
    businessDate: sale.businessDate ?? null,
    staff: sale.staff ?? null,
    currency,
    lines,
    pieces: lines.reduce((sum, { kind, qty }) => sum + (kind === 'sold' ? qty : 0), 0),
    netMinor: sumMinor(lines.map(({ netMinor }) => netMinor)),
    savedMinor: sumMinor(
      lines.map(({ kind, listMinor, qty, netMinor }) =>
        kind === 'sold' ? Math.max(0, listMinor * qty - netMinor) : 0,
      ),
    ),
    taxes: taxTotals(sale.body),
    roundingMinor,
    totalMinor,
    tenders,
    changeMinor: changeOf(sale.body),
    qr: receiptQrText(sale),
  };
}

/** What the shopper got back, minor units. */
export function changeOf({ tenders }: SaleCompletedBody): number {
  return sumMinor(tenders.map((tender) => (tender.kind === 'cash' ? tender.changeMinor : 0)));
}

/** Tax inside the prices and tax on top of them, each where a sale has any. */
export function taxSums({ lines }: SaleCompletedBody): readonly Pick<OneTax, 'inside' | 'minor'>[] {
  const all = lines.flatMap(({ tax }) => tax);
  return [true, false].flatMap((inside) => {
    const parts = all.filter((tax) => tax.inside === inside);
    return parts.length === 0 ? [] : [{ inside, minor: sumMinor(parts.map(({ minor }) => minor)) }];
  });
}

/** Tax by rate: the sum of what the lines say, never worked out anew, so that receipt and lines agree to the cent. */
function taxTotals({ lines }: SaleCompletedBody): readonly TaxTotal[] {
  const totals = new Map<string, TaxTotal>();
  for (const { tax, netMinor } of lines) {
    for (const { ratePpm, inside, minor } of tax) {
      const key = `${ratePpm}:${inside}`;
      const known = totals.get(key) ?? { ratePpm, inside, minor: 0, baseMinor: 0 };
      const baseMinor = known.baseMinor + netMinor - (inside ? minor : 0);
      totals.set(key, { ...known, minor: known.minor + minor, baseMinor });
    }
  }
  return [...totals.values()].sort((a, b) => b.ratePpm - a.ratePpm);
}
