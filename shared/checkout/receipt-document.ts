import type { ReceiptDocument } from '../documents/documents';
import type { FactOf } from '../facts/registry';
import type { FactId } from '../kernel/ids';
import { hlcMs } from '../sync/hybrid-clock';
import type { ReceiptNumber, SaleLine } from './facts';

/** How a receipt's number is printed: `T1A-000123`. */
export function receiptNumberText({ series, number }: ReceiptNumber): string {
  return `${series}-${String(number).padStart(6, '0')}`;
}

/** A sale as tills of its store keep it for returns. A line that was itself a return has a negative quantity. */
export function receiptDocumentOf(
  sale: FactOf<'SaleCompleted'>,
  feed: { readonly seq: number; readonly seen: number },
): ReceiptDocument {
  const { receipt, currency, totalMinor, lines } = sale.body;
  return {
    id: sale.id,
    ...feed,
    number: receiptNumberText(receipt),
    at: hlcMs(sale.hlc),
    currency,
    totalMinor,
    lines: lines.map(({ line, garment, qty, netMinor, kind }) => {
      return { line, garment, qty: kind === 'sold' ? qty : -qty, netMinor, returned: 0 };
    }),
  };
}

/** The sales of which a sale took something back, each once. */
export function originalsOf({ body }: FactOf<'SaleCompleted'>): readonly FactId[] {
  return [...new Set(body.lines.flatMap(({ original }) => (original === null ? [] : [original.sale])))];
}

/** The receipt with what a later sale took back of it. */
export function addReturns(receipt: ReceiptDocument, later: FactOf<'SaleCompleted'>): ReceiptDocument {
  const taken = later.body.lines.filter(({ kind, original }) => kind === 'returned' && original?.sale === receipt.id);
  if (taken.length === 0) return receipt;
  return { ...receipt, lines: receipt.lines.map((line) => addReturned(line, taken)) };
}

function addReturned(line: ReceiptDocument['lines'][number], taken: readonly SaleLine[]) {
  const more = taken.filter(({ original }) => original?.line === line.line);
  return { ...line, returned: line.returned + more.reduce((sum, { qty }) => sum + qty, 0) };
}
