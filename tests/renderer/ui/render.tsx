import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createWords, type Language } from '../../../renderer/text/language';
import { posWords } from '../../../renderer/text/pos/words';
import { WordsProvider } from '../../../renderer/text/use-words';

/** What a part looks like as HTML, in one language. */
export function htmlOf(part: ReactNode, language: Language = 'en'): string {
  return renderToStaticMarkup(<WordsProvider words={createWords({ pos: posWords }, language)}>{part}</WordsProvider>);
}

/** The words of a part as they would be read, without markup. */
export function wordsOf(part: ReactNode, language: Language = 'en'): string {
  return htmlOf(part, language)
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ')
    .trim();
}
