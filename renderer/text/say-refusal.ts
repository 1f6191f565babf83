import { languageOf, type Words } from './language';

/**
 * A refusal code in the person's language. Looks in `refusals` of every namespace the page carries, the page's own before `common`;
 * a code nobody has words for gets the general sentence, and the code stays visible beside it.
 */
export function sayRefusal(words: Words, code: string, params: Readonly<Record<string, unknown>> = {}): string {
  const language = languageOf(words);
  for (const namespace of ['pos', 'shop', 'region', 'common']) {
    const text: unknown = words.getResource(language, namespace, `refusals.${code}`);
    if (typeof text === 'string') return fill(text, params);
  }
  return words.t('refusals.unknown', { ns: 'common' });
}

/** Puts parameters into their places; one that was not sent is a question mark, because unknown is an answer. */
function fill(text: string, params: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '?'));
}
