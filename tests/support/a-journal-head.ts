import type { JournalHead } from '#shared/contract/host';
import { NO_HASH } from '#shared/facts/envelope';
import { EpochId } from '#shared/kernel/ids';
import { idOf } from './ids';

/** Where the journal of a new till stands, or of one that is further on. */
export function aJournalHead(changes: Partial<JournalHead> = {}): JournalHead {
  return {
    journal: 'journal-1',
    epoch: EpochId.parse(idOf('epoch', 1)),
    ctr: 0,
    hash: NO_HASH,
    hlc: 0,
    series: 'T1A',
    receipts: 0,
    records: 0,
    ...changes,
  };
}
