import type { ReactNode } from 'react';
import { useCommonWords } from '../text/use-words';
import { joinClasses } from './join-classes';
import css from './pill.module.css';

/** A status: well (round), waiting (square), needs a person (diamond), or not known (grey). Colour never stands alone. */
export type PillTone = 'ok' | 'wait' | 'stop' | 'none';

/** A short status in words with its mark. */
export function Pill({ tone, children }: { readonly tone: PillTone; readonly children: ReactNode }) {
  return (
    <span className={joinClasses(css.pill, tone !== 'none' && css[tone])} data-tone={tone}>
      {children}
    </span>
  );
}

/** Says under an action that it worked here and is sent when the network is back. */
export function SentLater() {
  const t = useCommonWords();
  return <span className={css.later}>{t('sync.sentLater')}</span>;
}
