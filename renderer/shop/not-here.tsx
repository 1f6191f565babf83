import { useEffect, useState } from 'react';
import type { Refusal } from '#shared/kernel/result';
import { useCommonWords, useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { EmptyState } from '../ui/empty-state';
import { joinClasses } from '../ui/join-classes';
import { Wordmark } from '../ui/wordmark';
import { LanguageSwitch } from './language-switch';
import css from './page.module.css';

const RETRY_MS = 5_000;

/** While the first answer is on its way: the page's shape, still, and after a moment that it is slow. */
export function NotYet() {
  const t = useShopWords();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 2_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={joinClasses(css.column, css.filled)} aria-busy="true">
      <div className={css.shape} />
      <p className={css.slow} role="status">
        {isSlow ? t('window.slow') : ''}
      </p>
    </main>
  );
}

type NotHereProps = { readonly refusal: Refusal; readonly onRetry: () => Promise<void> };

/** A code nobody here knows, or no network: which of the two, what it means and what to do now. */
export function NotHere({ refusal, onRetry }: NotHereProps) {
  const t = useShopWords();
  const common = useCommonWords();
  const [isAsking, setAsking] = useState(false);
  const isUnknown = refusal.code.endsWith('-unknown') || refusal.code === 'request-invalid';
  const retry = async () => {
    setAsking(true);
    await onRetry();
    setAsking(false);
  };
  useEffect(() => {
    if (isUnknown) return;
    const timer = setInterval(() => void onRetry(), RETRY_MS);
    return () => clearInterval(timer);
  }, [isUnknown, onRetry]);
  return (
    <main className={joinClasses(css.column, css.filled)}>
      <header className={css.top}>
        <Wordmark />
        <LanguageSwitch />
      </header>
      <div className={css.nothing} data-refusal={refusal.code}>
        <h1 className={css.hidden}>{t(isUnknown ? 'garment.unknown' : 'window.cutTitle')}</h1>
        <EmptyState
          garment="coat"
          title={t(isUnknown ? 'garment.unknown' : 'window.cutTitle')}
          action={
            isUnknown ? (
              <a className={css.way} href="/shop/">
                {t('window.open')}
              </a>
            ) : (
              <ActionButton tone="main" isPending={isAsking} onPress={() => void retry()} testId="retry">
                {common('actions.retry')}
              </ActionButton>
            )
          }
        >
          {t(isUnknown ? 'garment.unknownHint' : 'window.cutHint')}
        </EmptyState>
      </div>
    </main>
  );
}
