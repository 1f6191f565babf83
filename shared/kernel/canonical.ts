import canonicalize from 'canonicalize';
import { must } from './invariant';

/** RFC 8785 (JCS) text of a JSON value: the same bytes on till, host and hub. Fields that are `undefined` are left out. */
export function canonical(value: unknown): string {
  return must(canonicalize(value), 'a value with a JSON form');
}
