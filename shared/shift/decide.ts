import type { Happening } from '../facts/happening';
import { ok, type Result, refuse } from '../kernel/result';
import type { BusinessDate } from '../kernel/time';
import type { OpenShift } from './commands';
import type { Shift } from './evolve';
import type { ProposedDate } from './views';

/** What opening a shift looks at: the one that is open, and the day the clock proposes. */
export type ShiftState = { readonly open: Pick<Shift, 'id' | 'businessDate'> | null; readonly proposed: ProposedDate };

export type ShiftRefusal =
  | 'shift-already-open'
  | 'float-invalid'
  | 'business-date-invalid'
  | 'business-date-unconfirmed';

/**
 * Decides on opening a shift. One of an earlier day that is still open ends with it.
 *
 * Refuses `shift-already-open {date}` (for that day or a later one), `float-invalid`, `business-date-invalid` (no day of the calendar) and
 * `business-date-unconfirmed {date}` (the clock is behind this till's last fact, so a clerk must say which day it is).
 */
export function decideShift(
  command: OpenShift,
  { open, proposed }: ShiftState,
): Result<readonly Happening[], ShiftRefusal> {
  const { shift, currency, floatMinor, businessDate } = command;
  if (open !== null && businessDateOf(command, proposed) <= open.businessDate)
    return refuse('shift-already-open', { date: open.businessDate });
  if (!Number.isSafeInteger(floatMinor) || floatMinor < 0) return refuse('float-invalid');
  if (businessDate === null && proposed.isDoubtful) {
    return refuse('business-date-unconfirmed', { date: proposed.date });
  }
  if (!isDay(businessDateOf(command, proposed))) return refuse('business-date-invalid');
  return ok([{ kind: 'ShiftOpened', capture: 'typed', body: { shift, currency, floatMinor } }]);
}

/** The business date that the `ShiftOpened` of a command, and every fact of that shift, carries in its envelope. */
export function businessDateOf({ businessDate }: OpenShift, proposed: ProposedDate): BusinessDate {
  return businessDate ?? proposed.date;
}

function isDay(date: BusinessDate): boolean {
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date);
}
