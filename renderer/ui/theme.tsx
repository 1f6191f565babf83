import './tokens.css';
import './base.css';
import './mantine-styles';
import './mantine-over.css';
import { MantineProvider } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react';
import { showLanguage, type Words } from '../text/language';
import { WordsProvider } from '../text/use-words';
import { GarmentSprite } from './garment-sprite';
import { resolver, theme } from './mantine-theme';
import { rememberScheme, type Scheme, SchemeContext, showScheme } from './scheme';

type SeamProviderProps = {
  readonly words: Words;
  /** To begin with; `useScheme` changes it. */
  readonly scheme: Scheme;
  readonly children: ReactNode;
};

/** Everything a page with Mantine (till, region) needs around it: look, words and the garments. One a page. */
export function SeamProvider({ words, scheme: first, children }: SeamProviderProps) {
  const [scheme, setScheme] = useState(first);
  useLayoutEffect(() => showScheme(scheme), [scheme]);
  useLayoutEffect(() => showLanguage(words), [words]);
  const choice = useMemo(() => {
    const change = (chosen: Scheme): void => {
      rememberScheme(localStorage, chosen);
      setScheme(chosen);
    };
    return [scheme, change] as const;
  }, [scheme]);
  return (
    <WordsProvider words={words}>
      <SchemeContext.Provider value={choice}>
        <MantineProvider theme={theme} cssVariablesResolver={resolver} forceColorScheme={scheme}>
          <GarmentSprite />
          {children}
        </MantineProvider>
      </SchemeContext.Provider>
    </WordsProvider>
  );
}
