import { invariant } from './invariant';

/**
 * RFC 8785 (JCS) text of a JSON value: the same bytes on till, host and hub. Fields that are `undefined` are left out.
 * Throws for what has no such text: NaN, infinities, half of a surrogate pair.
 *
 * Written out here because every sale is hashed twice, and a hub reads thousands a second.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') invariant(Number.isFinite(value), 'a number with a JSON form');
  if (typeof value !== 'object' || value === null) return literal(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  return ofFields(value);
}

function ofFields(value: object): string {
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(fields[key])}`;
  }
  return `{${text}}`;
}

/** JSON's own text is RFC 8785's, but for a lone surrogate, which it escapes and RFC 8785 refuses. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  invariant(!json.includes('\\ud') || !/\p{Surrogate}/u.test(text), 'a text without half characters');
  return json;
}

function literal(value: unknown): string {
  const json: string | undefined = JSON.stringify(value);
  invariant(json !== undefined, 'a value with a JSON form');
  return json;
}
