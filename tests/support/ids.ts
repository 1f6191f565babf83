import type { MintId } from '#shared/kernel/ids';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The text of a TypeID that says only which number it is, so that a test can name the same thing twice. */
export function idOf(prefix: string, n: number): string {
  let digits = '';
  for (let left = n; left > 0; left = Math.floor(left / 32)) digits = `${alphabet[left % 32]}${digits}`;
  return `${prefix}_${digits.padStart(26, '0')}`;
}

/** Mints ids that count up from `first`. Each test has its own, so that no test depends on another. */
export function countingMint(first = 1): MintId {
  let next = first;
  return (prefix) => idOf(prefix, next++);
}
