/** Half of a character that takes two: no UTF-8 text has one. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** Whether the database would give every text in a JSON value back as it was: none has a NUL in it or half a character. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && !HALF_CHARACTER.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}
