import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { Avatar } from '../../ui/avatar';
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
import css from './top-bar.module.css';

/** Baskets as tabs, one sync pill, the shift, the language and the clerk: always in the same places. */
export function TopBar({ onOpenSync }: { readonly onOpenSync: () => void }) {
  const t = usePosWords();
  const till = useTill();
  const [language] = useLanguage();
  const now = useNow();
  const { signedIn, shift, settings } = useView(till.counter);
  const sync = useView(till.sync);
  useKeys({ F12: till.signOut });
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
        <Wordmark />
      </div>
      <BasketTabs />
      <div className={css.right}>
        <SyncPill
          now={now}
          waiting={sync.waiting}
          waitingSince={sync.oldestAtMs ?? undefined}
          needYou={sync.parked.length}
          isOffline={sync.isOffline}
          offlineSince={sync.offlineSinceMs ?? undefined}
          heardAt={sync.lastHeardMs ?? undefined}
          onOpen={onOpenSync}
        />
        <span className={css.cell}>{t('shift.since', { time: opened })}</span>
        <LanguageSwitch />
        <button type="button" className={css.cell} aria-label={`${name}: ${t('top.lock')}`} onClick={till.signOut}>
          <Avatar name={name} seed={signedIn?.id} />
          <Kbd>F12</Kbd>
        </button>
      </div>
    </header>
  );
}

function BasketTabs() {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [language] = useLanguage();
  const tabs = useView(till.baskets);
  const { currency } = useView(till.basket);
  return (
    <nav className={css.tabs}>
      {tabs.slice(0, 4).map((tab, place) => (
        <button
          key={tab.id}
          type="button"
          className={joinClasses(css.tab, tab.isActive && css.active)}
          aria-current={tab.isActive ? 'true' : undefined}
          onClick={() => till.openBasket(tab.id)}
        >
          <span className={css.place}>{place + 1}</span>
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
        aria-label={t('top.newBasket')}
        onClick={() => till.newBasket()}
      >
        <Icon name="add" />
      </button>
    </nav>
  );
}
