import type { IdentifierKind } from '#shared/people/facts';

const HIDDEN = '**';

/** What is left of a name in a list: the family name's character (沈**), or the first letter (S***). Empty for no name. */
export function maskName(name: string | undefined): string {
  const [first] = [...(name ?? '').trim()];
  if (first === undefined) return '';
  return /\p{Script=Han}/u.test(first) ? `${first}${HIDDEN}` : `${first.toLocaleUpperCase('en')}***`;
}

/** The last four digits of a phone: what a person says to be found, and too little to be called. Null for fewer than seven digits. */
export function phoneTail(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 7 ? null : digits.slice(-4);
}

/** An identifier as a manager reads it before a reason was given: never more than half of it. */
export function maskIdentifier(kind: IdentifierKind | string, value: string): string {
  switch (kind) {
    case 'phone':
      return phoneTail(value) ?? HIDDEN;
    case 'email':
      return `${value.slice(0, 1)}***`;
    default:
      return value.length < 2 ? HIDDEN : value.slice(-Math.min(4, Math.floor(value.length / 2)));
  }
}
