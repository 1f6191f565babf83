import type { Words as Named } from '#shared/catalog/garment';
import type { Language } from './language';

/** A name that came with the data, in the language spoken now. */
export function sayWords(named: Named, language: Language): string {
  return language === 'zh-CN' ? named.zh : named.en;
}
