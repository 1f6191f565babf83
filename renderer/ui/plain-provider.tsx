import './tokens.css';
import './base.css';
import { type ReactNode, useLayoutEffect } from 'react';
import { showLanguage, type Words } from '../text/language';
import { WordsProvider } from '../text/use-words';
import { GarmentSprite } from './garment-sprite';
import { type Scheme, showScheme } from './scheme';

type PlainProviderProps = {
  readonly words: Words;
  readonly scheme: Scheme;
  readonly children: ReactNode;
};

/** What a page without Mantine (phone, customer display) needs around it: look, words and the garments. One a page. */
export function PlainProvider({ words, scheme, children }: PlainProviderProps) {
  useLayoutEffect(() => showScheme(scheme), [scheme]);
  useLayoutEffect(() => showLanguage(words), [words]);
  return (
    <WordsProvider words={words}>
      <GarmentSprite />
      {children}
    </WordsProvider>
  );
}
