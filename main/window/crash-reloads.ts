import type { InstantMs } from '#shared/kernel/time';

const RELOADS_MAX = 3;
const WITHIN_MS = 10 * 60_000;

/**
 * Counts a page's crashes. True: load it again, nothing is lost, for the sale is in the journal and the basket in the
 * page's store. False: it crashed more than three times within ten minutes, and loading it again would not help.
 */
export function crashCounter(): (nowMs: InstantMs) => boolean {
  let crashes: readonly InstantMs[] = [];
  return (nowMs) => {
    crashes = [...crashes.filter((atMs) => nowMs - atMs < WITHIN_MS), nowMs];
    return crashes.length <= RELOADS_MAX;
  };
}
