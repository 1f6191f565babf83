import type { Refusal as RefusalValue } from '#shared/kernel/result';
import { useShopWords } from '../text/use-words';
import { Refusal } from '../ui/refusal';
import css from './garment-page.module.css';
import { LanguageSwitch } from './shop';

/** A code nobody here knows, or a hub that can't be reached: said plainly, with what to do. */
export function UnknownCode({ refusal }: { readonly refusal: RefusalValue }) {
  const t = useShopWords();
  return (
    <main className={css.page}>
      <div className={css.body}>
        <LanguageSwitch />
        <h1>{t('garment.unknown')}</h1>
        <p className={css.sub}>{t('garment.unknownHint')}</p>
        <Refusal code={refusal.code} params={refusal.params} />
      </div>
    </main>
  );
}
