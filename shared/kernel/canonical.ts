import { invariant } from './invariant';

/**
 * RFC 8785 (JCS) text of a JSON value: the same bytes on till, host and hub. Fields that are `undefined` are left out.
 * Throws for what has no such text: NaN, infinities, half of a surrogate pair.
 *
 * Written out here because a hub hashes thousands of sales a second, and this takes most of it.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') invariant(Number.isFinite(value), 'a number with a JSON form');
  if (typeof value !== 'object' || value === null) return literal(value);
  return Array.isArray(value) ? ofItems(value) : ofFields(value);
}

function ofItems(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += `${text === '' ? '' : ','}${canonical(item ?? null)}`;
  return `[${text}]`;
}

function ofFields(value: object): string {
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(field)}`;
  }
  return `{${text}}`;
}

/** JSON's own text is RFC 8785's, but for a lone surrogate, which it escapes and RFC 8785 refuses. */
function quoted(text: string): string {
  if (isPlain(text)) return `"${text}"`;
  const json = JSON.stringify(text);
  invariant(!json.includes('\\ud') || !/\p{Surrogate}/u.test(text), 'a text without half characters');
  return json;
}

/** Printable ASCII that JSON escapes nothing of: nearly every key and id. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}

function literal(value: unknown): string {
  const json: string | undefined = JSON.stringify(value);
  invariant(json !== undefined, 'a value with a JSON form');
  return json;
}
