import type { ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { type Language, languageOf, speak, type Words } from './language';

/** Gives the words to everything inside. */
export function WordsProvider({ words, children }: { readonly words: Words; readonly children: ReactNode }) {
  return <I18nextProvider i18n={words}>{children}</I18nextProvider>;
}

/** The typed `t` of the shared words; re-renders when the language changes. */
export function useCommonWords() {
  return useTranslation('common').t;
}

/** The typed `t` of the till's words. */
export function usePosWords() {
  return useTranslation('pos').t;
}

/** The typed `t` of the phone page's words. */
export function useShopWords() {
  return useTranslation('shop').t;
}

/** The typed `t` of the manager's words. */
export function useRegionWords() {
  return useTranslation('region').t;
}

/** The language spoken now, and a way to change it at once. */
export function useLanguage(): readonly [Language, (language: Language) => void] {
  const { i18n } = useTranslation('common');
  const change = (language: Language): void => {
    void speak(i18n, language, typeof localStorage === 'undefined' ? undefined : localStorage);
  };
  return [languageOf(i18n), change];
}
