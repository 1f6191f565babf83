import { configure } from 'safe-stable-stringify';
import { must } from './invariant';

const stringify = configure({ deterministic: true, strict: true });

/**
 * RFC 8785 (JCS) text of a JSON value: the same bytes on till, host and hub. Fields that are `undefined` are left out.
 * Throws for what has no such text, NaN among it, except half a surrogate pair, which is escaped as JSON does: what
 * holds one is parked by the hub.
 */
export function canonical(value: unknown): string {
  return must(stringify(value), 'a value with a JSON form');
}
