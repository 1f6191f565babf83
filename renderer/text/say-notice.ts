import { languageOf, type Words } from './language';

/** A notice of the till in the clerk's language, by its code; a code without words shows itself. */
export function sayNotice(words: Words, code: string, params: Readonly<Record<string, string | number>>): string {
  const language = languageOf(words);
  const text: unknown = words.getResource(language, 'pos', `notices.${code}`);
  return typeof text === 'string' ? words.services.interpolator.interpolate(text, params, language, {}) : code;
}
