import { z } from 'zod';
import type { JournalHead } from '#shared/contract/host';
import { Hash, Hlc } from '#shared/facts/envelope';
import { EpochId } from '#shared/kernel/ids';

/** What the head takes from a stored fact. The rest was checked when it was appended, and its line has a checksum. */
export const StoredFact = z.looseObject({
  id: z.string(),
  kind: z.string(),
  hlc: Hlc,
  hash: Hash,
  device: z.looseObject({ epoch: EpochId, ctr: z.int().positive() }),
  body: z.looseObject({ receipt: z.looseObject({ series: z.string(), number: z.int() }).optional() }),
});
export type StoredFact = z.output<typeof StoredFact>;

/** The head after one more record holding these facts. */
export function followFacts(head: JournalHead, facts: readonly StoredFact[]): JournalHead {
  const last = facts.at(-1);
  if (!last) return head;
  return {
    ...head,
    epoch: last.device.epoch,
    ctr: last.device.ctr,
    hash: last.hash,
    hlc: Math.max(head.hlc, last.hlc),
    receipts: facts.reduce((number, fact) => receiptAfter(head.series, number, fact), head.receipts),
    records: head.records + 1,
  };
}

/** The last receipt number used in a series once this fact is in. */
function receiptAfter(series: string, number: number, fact: StoredFact): number {
  const receipt = fact.kind === 'SaleCompleted' ? fact.body.receipt : undefined;
  return receipt?.series === series ? Math.max(number, receipt.number) : number;
}
