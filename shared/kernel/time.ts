import { z } from 'zod';

/** Milliseconds since 1970, UTC. */
export type InstantMs = number;

/** A day in a shop's own calendar, `2026-11-22`. It is the shift's, never derived from a till's clock. */
export const BusinessDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export type BusinessDate = z.output<typeof BusinessDate>;

/** Wall clock with its zone as a person at the till read it: RFC 9557, `2026-11-22T13:44:05.120+08:00[Asia/Shanghai]`. */
export const WallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}:\d{2}|Z)\[[A-Za-z0-9_+\-/]+\]$/);
export type WallTime = z.output<typeof WallTime>;

export const DAY_MS = 86_400_000;

/** Count of months since year 0, UTC: the unit in which tag states keep their counts. */
export function monthOf(atMs: InstantMs): number {
  const date = new Date(atMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
