import type { IdentifierKind } from '#shared/people/facts';
import { normalisePhone } from '#shared/people/phone';

/** What people type where nothing is known; it says nothing about who someone is. */
const nobody = /^([0-]*|-1|n\/?a|null|none|test|unknown|anonymous|anonym|guest|无|没有|未知)$/i;

/**
 * The one form under which an identifier is compared: E.164 for a phone, lower case for an e-mail. Null for a value
 * that identifies nobody.
 * @param country for phones written without a country code, for example `CN`
 */
export function normalise(kind: IdentifierKind, value: string, country: string): string | null {
  const text = value.normalize('NFKC').trim();
  if (text === '' || nobody.test(text)) return null;
  switch (kind) {
    case 'phone':
      return normalisePhone(text, country);
    case 'email':
      return text.includes('@') ? text.toLowerCase() : null;
    default:
      return text;
  }
}
