import { createInstance, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { commonWords } from './common/words';
import type {} from './typed-keys';
import type { NamespaceWords } from './words-like';

/** Languages the screens speak, in order of preference. */
export const languages = ['zh-CN', 'en'] as const;

/** A language of the screens, as a BCP 47 tag. */
export type Language = (typeof languages)[number];

/** The words of one page, and the language it now speaks. */
export type Words = i18n;

const rememberedAs = 'seam-language';

/** The nearest language we speak to a BCP 47 tag: any Chinese is `zh-CN`, everything else is `en`. */
export function nearestLanguage(tag: string | null | undefined): Language {
  return tag?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** The language chosen on this device before, else the nearest to `wished` (usually `navigator.language`). */
export function rememberedLanguage(wished: string | undefined, memory: Storage | undefined): Language {
  const chosen = languages.find((language) => language === memory?.getItem(rememberedAs));
  return chosen ?? nearestLanguage(wished);
}

/**
 * Makes the words of a page: `common` and the namespaces named, both languages, ready at once.
 * Only what is passed in is bundled, so the phone page never carries the till's words.
 */
export function createWords(namespaces: Readonly<Record<string, NamespaceWords>>, language: Language): Words {
  const words = createInstance();
  const all: Readonly<Record<string, NamespaceWords>> = { common: commonWords, ...namespaces };
  const resources: Resource = { 'zh-CN': {}, en: {} };
  for (const [name, texts] of Object.entries(all)) {
    for (const spoken of languages) resources[spoken] = { ...resources[spoken], [name]: { ...texts[spoken] } };
  }
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    supportedLngs: [...languages],
    ns: Object.keys(all),
    defaultNS: 'common',
    resources,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return words;
}

/** The language the words now speak. */
export function languageOf(words: Words): Language {
  return nearestLanguage(words.language);
}

/** Tells the browser which language the page is in, for fonts, hyphens and screen readers. */
export function showLanguage(words: Words): void {
  if (typeof document !== 'undefined') document.documentElement.lang = languageOf(words);
}

/** Speaks another language from now on, without a reload, and remembers it on this device. */
export async function speak(words: Words, language: Language, memory: Storage | undefined): Promise<void> {
  await words.changeLanguage(language);
  memory?.setItem(rememberedAs, language);
  showLanguage(words);
}
