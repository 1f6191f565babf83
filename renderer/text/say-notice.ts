import { languageOf, type Words } from './language';

/** A notice of the till in the clerk's language, by its code; a code without words shows itself. */
export function sayNotice(words: Words, code: string, params: Readonly<Record<string, string | number>>): string {
  const language = languageOf(words);
  const form = new Intl.PluralRules(language).select(Number(params.count ?? 0));
  const texts = [`${code}_${form}`, code].map((key): unknown => words.getResource(language, 'pos', `notices.${key}`));
  const text = texts.find((one) => typeof one === 'string');
  return text === undefined ? code : words.services.interpolator.interpolate(text, params, language, {});
}
