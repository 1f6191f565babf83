import { Fragment, type ReactNode } from 'react';
import { sayAge, saySpan } from '../text/say-age';
import { useCommonWords } from '../text/use-words';
import { Pill, type PillTone } from './pill';
import css from './pill.module.css';
import { Separator } from './separator';

/** How a till stands with its hub. Times are ms since 1970. */
export type SyncState = {
  /** Facts made here that the hub has not confirmed. */
  readonly waiting: number;
  /** When the oldest waiting fact was made. */
  readonly waitingSince?: number | undefined;
  /** Facts a person must look at: the hub could not take them. */
  readonly needYou: number;
  readonly isOffline: boolean;
  readonly offlineSince?: number | undefined;
  /** When the hub last confirmed something, or answered that nothing is missing. None: not heard yet. */
  readonly heardAt?: number | undefined;
};

type SyncPillProps = SyncState & {
  readonly now: number;
  /** Opens the page that lists what waits; without it the pill is words only. */
  readonly onOpen?: (() => void) | undefined;
};

/** The one tone of a state: a person is needed before waiting, waiting before well; never heard is none of them. */
export function toneOf(state: SyncState): PillTone {
  if (state.needYou > 0) return 'stop';
  if (state.waiting > 0 || state.isOffline) return 'wait';
  return state.heardAt === undefined ? 'none' : 'ok';
}

/** All sent / n waiting and since when / n need you. Always on the till's screen. */
export function SyncPill({ now, onOpen, ...state }: SyncPillProps) {
  const t = useCommonWords();
  const words: string[] = [];
  if (state.needYou > 0) words.push(t('sync.needYou', { count: state.needYou }));
  if (state.isOffline) {
    const since = state.offlineSince;
    words.push(since === undefined ? t('sync.offline') : t('sync.offlineFor', { span: saySpan(t, now - since) }));
  }
  if (state.waiting > 0) words.push(t('sync.waiting', { count: state.waiting }));
  if (state.waiting > 0 && state.waitingSince !== undefined && state.needYou === 0) {
    words.push(t('sync.waitingSince', { age: sayAge(t, state.waitingSince, now) }));
  }
  if (words.length === 0 && state.heardAt === undefined) words.push(t('sync.notHeard'));
  if (words.length === 0) words.push(t('sync.allSent'), sayAge(t, state.heardAt, now));

  const pill = <Pill tone={toneOf(state)}>{withSeparators(words)}</Pill>;
  if (onOpen === undefined) return pill;
  return (
    <button type="button" className={css.press} onClick={onOpen}>
      {pill}
    </button>
  );
}

function withSeparators(words: readonly string[]): ReactNode {
  return words.map((word, place) => (
    <Fragment key={word}>
      {place === 0 ? null : <Separator />}
      <span>{word}</span>
    </Fragment>
  ));
}
