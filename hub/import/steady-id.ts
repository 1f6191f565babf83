import { createHash } from 'node:crypto';
import { fromUUID } from 'typeid-js';
import type { z } from 'zod';
import type { InstantMs } from '#shared/kernel/time';

/** The moment every steady id carries: 1 January 2024, so that none looks newer than what really happened. */
const STEADY_MS = Date.UTC(2024, 0, 1);

/**
 * A TypeID made of what names the thing in its source (tenant, handle, SKU …): the same file read twice gives the same
 * ids, so a second import changes nothing. The text is a well-formed UUIDv7 whose chance part is a SHA-256.
 */
export function steadyId<Id extends z.ZodType<string>>(
  schema: Id,
  prefix: string,
  ...parts: readonly string[]
): z.output<Id> {
  return steadyIdAt(STEADY_MS, schema, prefix, ...parts);
}

/** The same, carrying the moment at which the thing came to be: for what is compared by age. */
export function steadyIdAt<Id extends z.ZodType<string>>(
  atMs: InstantMs,
  schema: Id,
  prefix: string,
  ...parts: readonly string[]
): z.output<Id> {
  const hash = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hash.charAt(3), 16) % 4);
  const time = Math.floor(atMs).toString(16).padStart(12, '0');
  const uuid = [
    time.slice(0, 8),
    time.slice(8),
    `7${hash.slice(0, 3)}`,
    `${variant}${hash.slice(4, 7)}`,
    hash.slice(7, 19),
  ];
  return schema.parse(fromUUID(uuid.join('-'), prefix));
}

/** A whole number from 0 to `below` − 1 that depends on the parts alone. */
export function steadyNumber(below: number, ...parts: readonly string[]): number {
  const hash = createHash('sha256').update(parts.join('\u0000')).digest();
  return Number(hash.readBigUInt64BE() % BigInt(below));
}
