import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Avatar } from '../../ui/avatar';
import { HiddenWords } from '../../ui/hidden-words';
import { Icon } from '../../ui/icon';
import { joinClasses } from '../../ui/join-classes';
import { Kbd } from '../../ui/kbd';
import { moneyLine } from '../../ui/money-text';
import { SyncPill } from '../../ui/sync-pill';
import { useNow } from '../../ui/use-now';
import { Wordmark } from '../../ui/wordmark';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import { LanguageSwitch } from './language-switch';
import { SchemeSwitch } from './scheme-switch';
import css from './top-bar.module.css';

type TopBarProps = {
  readonly onOpenSync: () => void;
  readonly onOpenReceipts: () => void;
  /** Money is being taken for the open basket: it is not left before that is settled. */
  readonly isLocked?: boolean;
  /** Opens the drawer for the day that has come meanwhile; left out while somebody is served. */
  readonly onNewDay?: (() => void) | undefined;
};

/** Baskets as tabs, one sync pill, the shift, the language and the clerk: always in the same places. */
export function TopBar({ onOpenSync, onOpenReceipts, isLocked = false, onNewDay }: TopBarProps) {
  const t = usePosWords();
  const till = useTill();
  const [language] = useLanguage();
  const now = useNow();
  const { signedIn, shift, settings } = useView(till.counter);
  const sync = useView(till.sync);
  const lock = isLocked ? undefined : till.signOut;
  const receipts = isLocked ? undefined : onOpenReceipts;
  useKeys({ F6: receipts, F12: lock });
  const name = signedIn ? sayWords(signedIn.name, language) : '';
  const opened = shift
    ? new Date(shift.openedAtMs).toLocaleTimeString(language, {
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
        timeZone: settings?.store.zone,
      })
    : '';
  return (
    <header className={css.bar}>
      <div className={css.mark}>
        <h1>
          <HiddenWords>{t('title')}</HiddenWords>
        </h1>
        <Wordmark />
      </div>
      <BasketTabs isLocked={isLocked} />
      <div className={css.right}>
        <SyncPill
          now={now}
          waiting={sync.waiting}
          waitingSince={sync.oldestAtMs ?? undefined}
          needYou={sync.parked.length}
          isOffline={sync.isOffline}
          offlineSince={sync.offlineSinceMs ?? undefined}
          heardAt={sync.lastHeardMs ?? undefined}
          onOpen={isLocked ? undefined : onOpenSync}
        />
        <button type="button" className={css.cell} onClick={receipts} data-testid="open-receipts">
          {t('receipt.title')}
          <Kbd>F6</Kbd>
        </button>
        {onNewDay && till.isNewDay() ? (
          <ActionButton tone="main" onPress={onNewDay} testId="new-day">
            {t('shift.newDay', { date: till.proposeBusinessDate().date })}
          </ActionButton>
        ) : (
          <span className={css.cell}>{t('shift.since', { time: opened })}</span>
        )}
        <LanguageSwitch />
        <SchemeSwitch />
        <button type="button" className={css.cell} onClick={lock}>
          <HiddenWords>{`${name}: ${t('top.lock')}`}</HiddenWords>
          <Avatar name={name} seed={signedIn?.id} />
          <Kbd>F12</Kbd>
        </button>
      </div>
    </header>
  );
}

/** More baskets than places: the open one is always in sight. */
function showTab(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function BasketTabs({ isLocked }: { readonly isLocked: boolean }) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [language] = useLanguage();
  const tabs = useView(till.baskets);
  const { currency } = useView(till.basket);
  const next = tabs[(tabs.findIndex(({ isActive }) => isActive) + 1) % tabs.length];
  useKeys(isLocked ? {} : { F7: till.newBasket, F8: next ? () => till.openBasket(next.id) : undefined });
  return (
    <nav className={css.tabs} aria-label={t('top.baskets')}>
      {tabs.map((tab, place) => (
        <button
          key={tab.id}
          ref={tab.isActive ? showTab : undefined}
          type="button"
          className={joinClasses(css.tab, tab.isActive && css.active)}
          aria-current={tab.isActive ? 'true' : undefined}
          disabled={isLocked}
          onClick={() => till.openBasket(tab.id)}
        >
          {tab === next && !tab.isActive ? <Kbd>F8</Kbd> : <span className={css.place}>{place + 1}</span>}
          <span>
            <b>
              {tab.who?.name ??
                (tab.who ? common('person.phoneEnds', { digits: tab.who.phoneTail ?? '' }) : t('top.walkIn'))}
            </b>
            <small>
              {t('top.basketSum', { count: tab.pieces })}{' '}
              {currency ? moneyLine({ minor: tab.totalMinor, currency }, language, { isShort: true }) : null}
            </small>
          </span>
        </button>
      ))}
      <button
        type="button"
        className={joinClasses(css.tab, css.new)}
        disabled={isLocked}
        onClick={() => till.newBasket()}
      >
        <HiddenWords>{t('top.newBasket')}</HiddenWords>
        <Icon name="add" />
        <Kbd>F7</Kbd>
      </button>
    </nav>
  );
}
