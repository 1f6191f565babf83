import type { InstantMs } from '../kernel/time';

const MICROS_PER_MS = 1000;

/**
 * The next reading of a till's hybrid logical clock, in microseconds: the wall clock corrected by the last measured
 * distance to the hub's, and always later than the last reading.
 * NOTE no other device's clock enters: one till a day ahead must not carry every till with it.
 * @param hubOffsetMs hub time minus this machine's time, 0 while never measured
 */
export function nextHlc(lastHlc: number, nowMs: InstantMs, hubOffsetMs: number): number {
  return Math.max(Math.floor((nowMs + hubOffsetMs) * MICROS_PER_MS), lastHlc + 1);
}

/** The moment a hybrid clock reading stands for, in whole milliseconds. */
export function hlcMs(hlc: number): InstantMs {
  return Math.floor(hlc / MICROS_PER_MS);
}
