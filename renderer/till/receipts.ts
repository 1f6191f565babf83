import type { ReceiptDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import { FactId } from '#shared/kernel/ids';
import { overlayReceipts } from '#shared/sync/overlay';
import type { OwnFacts } from './own-facts';
import type { Table } from './tables';
import type { ReceiptView } from './till-types';
import { derive, type View } from './view';

const SHOWN = 200;
/** A till may have thousands of unsent sales; a return among older ones shows once the hub has counted it. */
const OWN_LOOKED_AT = 1000;

/** The store's latest receipts, newest first, with this till's own sales and returns folded in. */
export function createReceipts(receipts: Table<ReceiptDocument>, own: OwnFacts): View<readonly ReceiptView[]> {
  return derive([receipts.version, own.version], () => {
    const newest = [...receipts.all()].sort((a, b) => b.at - a.at).slice(0, SHOWN);
    return overlayReceipts(newest, own.all().filter(isSale).slice(-OWN_LOOKED_AT))
      .map(({ id, at, number, currency, totalMinor, lines }) => ({
        sale: FactId.parse(id),
        number,
        atMs: at,
        currency,
        totalMinor,
        lines,
        isOwn: own.find(id) !== undefined,
      }))
      .sort((a, b) => b.atMs - a.atMs)
      .slice(0, SHOWN);
  });
}

function isSale({ kind }: Fact): boolean {
  return kind === 'SaleCompleted';
}
