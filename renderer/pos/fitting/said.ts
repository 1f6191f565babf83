import { type LeaveReason, leaveReasons, type Outcome } from '#shared/fitting/facts';

/** What was said about one garment. */
export type Said = { readonly outcome: Outcome; readonly reason: LeaveReason | null };

/** Outcomes in the order of their keys, 1 to 5. */
export const outcomes: readonly Outcome[] = ['bought', 'left', 'held', 'swapped', 'unknown'];

/** The row of letters above the home row says why, in the order the reasons stand on screen. */
export const reasonKeys: readonly (readonly [key: string, reason: LeaveReason])[] = leaveReasons.flatMap(
  (reason, place) => {
    const key = 'qwertyuiop'[place];
    return key === undefined ? [] : [[key, reason] as const];
  },
);

export const unsaid: Said = { outcome: 'unknown', reason: null };

/** A garment that stays in the shop may say why. */
export function asksWhy(outcome: Outcome): boolean {
  return outcome === 'left' || outcome === 'held' || outcome === 'swapped';
}
