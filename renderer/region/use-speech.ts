import { useCommonWords, useLanguage, useRegionWords } from '../text/use-words';
import type { Speech } from './say-step';

export function useSpeech(): Speech {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  return { t, common, language };
}
