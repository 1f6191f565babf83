import type { InstantMs } from '#shared/kernel/time';

/** Wrong PINs of one colleague on this till since the last right one. */
export type WrongPins = { readonly wrong: number; readonly lastAtMs: InstantMs };

const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * How long until another PIN is looked at. It doubles with each wrong one and ends at a quarter of an hour: a growing
 * delay stops a guesser, a lock would let anyone lock out the manager.
 * A clock that was set back does not shorten the wait.
 */
export function pinWaitMs(pins: WrongPins | undefined, nowMs: InstantMs): number {
  if (!pins || pins.wrong < FREE_TRIES) return 0;
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, pins.wrong - FREE_TRIES));
  const passed = nowMs - pins.lastAtMs;
  return passed < 0 ? whole : Math.max(0, whole - passed);
}
