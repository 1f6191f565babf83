import './tokens.css';
import './base.css';
import './mantine-styles';
import './mantine-over.css';
import { MantineProvider } from '@mantine/core';
import { type ReactNode, useLayoutEffect } from 'react';
import { showLanguage, type Words } from '../text/language';
import { WordsProvider } from '../text/use-words';
import { GarmentSprite } from './garment-sprite';
import { resolver, theme } from './mantine-theme';
import { type Scheme, showScheme } from './scheme';

type SeamProviderProps = {
  readonly words: Words;
  readonly scheme: Scheme;
  readonly children: ReactNode;
};

/** Everything a page with Mantine (till, region) needs around it: look, words and the garments. One a page. */
export function SeamProvider({ words, scheme, children }: SeamProviderProps) {
  useLayoutEffect(() => showScheme(scheme), [scheme]);
  useLayoutEffect(() => showLanguage(words), [words]);
  return (
    <WordsProvider words={words}>
      <MantineProvider theme={theme} cssVariablesResolver={resolver} forceColorScheme={scheme}>
        <GarmentSprite />
        {children}
      </MantineProvider>
    </WordsProvider>
  );
}
