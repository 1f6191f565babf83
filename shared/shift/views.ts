import type { BusinessDate, InstantMs } from '../kernel/time';
import type { Shift } from './evolve';

/** A business date to confirm. In doubt the clerk must be asked: the clock says it is earlier than what already happened. */
export type ProposedDate = { readonly date: BusinessDate; readonly isDoubtful: boolean };

/**
 * Proposes the day on the store's wall: clocks lie.
 * @param lastFactMs moment of this till's last fact, null before its first
 */
export function proposeBusinessDate(
  wallDay: BusinessDate,
  nowMs: InstantMs,
  lastFactMs: InstantMs | null,
): ProposedDate {
  return { date: wallDay, isDoubtful: lastFactMs !== null && nowMs < lastFactMs };
}

/** The store has come to a later day than the open shift's, beyond doubt: its drawer should be opened for that day. */
export function isNewDay(open: Pick<Shift, 'businessDate'> | null, { date, isDoubtful }: ProposedDate): boolean {
  return open !== null && !isDoubtful && date > open.businessDate;
}
