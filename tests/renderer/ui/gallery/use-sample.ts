import { useLanguage } from '../../../../renderer/text/use-words';
import type { Sample } from './samples';

export const minute = 60_000;
export const cny = (minor: number) => ({ minor, currency: 'CNY' });
export const nothing = (): void => undefined;

/** One of a sample’s two wordings, by the language on screen. */
export function useSample(): (sample: Sample) => string {
  const [language] = useLanguage();
  return ([zh, en]) => (language === 'zh-CN' ? zh : en);
}
