import type { NewLogRow } from '../../hub/log/log-row';
import { NOON_MS } from './a-fact';
import { idOf } from './ids';

/** The epoch tests begin in. */
export const anEpoch = idOf('epoch', 1);

/** A row for the log that says only what matters: the n-th fact of till 1, unless changed. */
export function aLogRow(n: number, changes: Partial<NewLogRow> = {}): NewLogRow {
  return {
    id: idOf('sale', n),
    place: { device: idOf('device', 1), epoch: anEpoch, ctr: n },
    hlc: NOON_MS * 1000 + n,
    kind: 'SaleCompleted',
    v: 1,
    who: null,
    receivedAtMs: NOON_MS,
    hash: n.toString(16).padStart(64, '0'),
    quarantine: null,
    fact: { n },
    ...changes,
  };
}
