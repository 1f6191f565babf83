import { type ReactNode, useState } from 'react';
import { refuse } from '#shared/kernel/result';
import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import type { Answer, CodeAnswer } from '../../till/till-types';
import { Icon } from '../../ui/icon';
import { Refusal } from '../../ui/refusal';
import { useTill } from '../use-till';
import css from './use-scan-to-basket.module.css';
import { useScan } from './use-scanner';

/** What a panel makes of a code that is no garment: true, and nothing more is said. */
type OtherCode = (code: Exclude<CodeAnswer, { readonly kind: 'line' }>) => boolean;

/**
 * While a panel has no use of its own for garments, a scan puts them into the basket as everywhere; the basket lies
 * behind the panel, so the answer is what to show there.
 */
export function useScanToBasket(onOther: OtherCode = () => false): ReactNode {
  const t = usePosWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const till = useTill();
  const [answer, setAnswer] = useState<Answer<CodeAnswer> | null>(null);
  useScan((code) => {
    const found = till.addByCode(code);
    if (!found.ok || found.value.kind === 'line') setAnswer(found);
    else setAnswer(onOther(found.value) ? null : refuse('code-not-here'));
  });
  if (answer === null) return null;
  if (!answer.ok) return <Refusal code={answer.refusal.code} params={answer.refusal.params} />;
  if (answer.value.kind !== 'line') return null;
  const { garment } = answer.value;
  return (
    <p className={css.added} role="status" data-testid="scanned-to-basket">
      <Icon name="check" />
      {t('basket.added', { garment: `${sayWords(garment.name, language)} ${sayVariant(common, garment, language)}` })}
    </p>
  );
}
