import type { InstantMs } from '#shared/kernel/time';

const SECOND_MS = 1000;
const FREE_TRIES = 3;
const LONGEST_WAIT_MS = 300 * SECOND_MS;
/** A name nobody has tried for this long starts afresh. */
const FORGOTTEN_AFTER_MS = 3600 * SECOND_MS;
const NAMES_KEPT = 10_000;

/** Tries of one name that have not been right since: how many, and when the last one was. */
export type WrongPasswords = { readonly wrong: number; readonly lastAtMs: InstantMs };

/** How long the next try of a name has to wait: nothing for three, then one second, doubled each time, five minutes at most. */
export function waitMs(tries: WrongPasswords | undefined, nowMs: InstantMs): number {
  if (tries === undefined || tries.wrong < FREE_TRIES) return 0;
  const pauseMs = Math.min(LONGEST_WAIT_MS, SECOND_MS * 2 ** Math.min(20, tries.wrong - FREE_TRIES));
  return Math.max(0, tries.lastAtMs + pauseMs - nowMs);
}

/** Counts tries by name, whether anybody has that name or not, so that waiting tells nothing either. */
export type PasswordGate = {
  /**
   * Counts a try before the password is looked at: trying many at once gives no free guess.
   * @returns how long to wait (ms), 0 to go on; a try that has to wait is not counted
   */
  readonly tryName: (name: string) => number;
  readonly wasRight: (name: string) => void;
};

export function openPasswordGate(clock: () => InstantMs): PasswordGate {
  const tries = new Map<string, WrongPasswords>();
  const keyOf = (name: string) => name.normalize('NFKC').trim().toLowerCase();
  return {
    tryName: (name) => {
      const nowMs = clock();
      const key = keyOf(name);
      const before = tries.get(key);
      const known = before && nowMs - before.lastAtMs < FORGOTTEN_AFTER_MS ? before : undefined;
      const wait = waitMs(known, nowMs);
      if (wait > 0) return wait;
      // Deleted first, so that the map is in order of the last try and its first entry is the oldest.
      tries.delete(key);
      tries.set(key, { wrong: (known?.wrong ?? 0) + 1, lastAtMs: nowMs });
      const [oldest] = tries.keys();
      if (tries.size > NAMES_KEPT && oldest !== undefined) tries.delete(oldest);
      return 0;
    },
    wasRight: (name) => {
      tries.delete(keyOf(name));
    },
  };
}
