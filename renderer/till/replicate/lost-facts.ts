import type { EpochRanges } from '#shared/contract/sync';
import { EpochId } from '#shared/kernel/ids';

/** A place in this till's chain. */
export type LostPlace = { readonly epoch: EpochId; readonly ctr: number };

/**
 * What a hub that had this till's facts no longer holds: every counter at or below the last one sent of its epoch that
 * no range covers.
 *
 * An epoch the answer does not mention counts as lost only for a hub in a new life: an ordinary answer may leave out
 * epochs of long ago.
 */
export function lostPlaces(
  sentCtr: Readonly<Record<string, number>>,
  have: readonly EpochRanges[],
  isNewLife: boolean,
): readonly LostPlace[] {
  const held = new Map<string, EpochRanges['ranges']>(have.map(({ epoch, ranges }) => [epoch, ranges]));
  return Object.entries(sentCtr).flatMap(([epoch, last]) => {
    const ranges = held.get(epoch);
    if (ranges === undefined && !isNewLife) return [];
    return outside(ranges ?? [], last).map((ctr) => ({ epoch: EpochId.parse(epoch), ctr }));
  });
}

/** The counters from 1 to `last` that no range covers. */
function outside(ranges: EpochRanges['ranges'], last: number): readonly number[] {
  const missing: number[] = [];
  let next = 1;
  for (const [from, to] of [...ranges, [last + 1, last + 1] as const].sort(([a], [b]) => a - b)) {
    for (; next < from && next <= last; next += 1) missing.push(next);
    next = Math.max(next, to + 1);
  }
  return missing;
}
