import type { RegionStore } from '#shared/contract/region';
import type { InstantMs } from '#shared/kernel/time';

/** A till that is on and has a network says something within the hour. */
export const HEARD_MS = 3_600_000;

type Till = RegionStore['tills'][number];

export function isHeard({ lastHeardMs }: Till, nowMs: InstantMs): boolean {
  return lastHeardMs !== null && nowMs - lastHeardMs < HEARD_MS;
}
