import type { ReactNode } from 'react';
import type { RegionStore } from '#shared/contract/region';
import { sayAge } from '../../text/say-age';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { EmptyState } from '../../ui/empty-state';
import { joinClasses } from '../../ui/join-classes';
import { MoneyText } from '../../ui/money-text';
import { useNow } from '../../ui/use-now';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { keyed } from '../keyed';
import { sayCount } from '../say-number';
import { isHeard } from './heard';
import own from './overview.module.css';
import type { Overview } from './score-panels';

/** Every store with today's work and its tills; what needs a person stands first. */
export function StoresPanel({ overview: { stores } }: { readonly overview: Overview }) {
  const t = useRegionWords();
  const now = useNow(5_000);
  const heard = stores.filter(({ tills }) => tills.some((till) => isHeard(till, now))).length;
  return (
    <Panel
      title={t('overview.stores')}
      aside={<span className={own.aside}>{t('overview.storesHeard', { heard, total: stores.length })}</span>}
      testId="stores"
    >
      {stores.length === 0 ? (
        <EmptyState title={t('overview.noStores')} />
      ) : (
        <div className={css.scroll}>
          <table className={`${css.table} ${own.stores}`}>
            <thead>
              <tr>
                <th>{t('overview.store')}</th>
                <th className={css.number}>{t('overview.sales')}</th>
                <th className={css.number}>{t('overview.amount')}</th>
                <th className={css.number}>{t('overview.fittings')}</th>
                <th className={css.number}>{t('overview.people')}</th>
                <th>{t('overview.tills')}</th>
              </tr>
            </thead>
            <tbody>
              {[...stores].sort(needsYouFirst).map((store) => (
                <StoreRow key={store.id} store={store} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function needsYouFirst(a: RegionStore, b: RegionStore): number {
  const rank = (store: RegionStore) => (store.parked > 0 || store.tills.some(({ forked }) => forked) ? 0 : 1);
  return rank(a) - rank(b) || a.code.localeCompare(b.code, 'en');
}

function StoreRow({ store, now }: { readonly store: RegionStore; readonly now: number }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  return (
    <tr data-testid="store-row">
      <td>
        <b>{sayWords(store.name, language)}</b> <span className={own.code}>{store.code}</span>
        {store.parked > 0 ? (
          <span className={own.parked}>{t('overview.needsYou', { count: store.parked })}</span>
        ) : null}
      </td>
      <td className={css.number}>
        {sayCount(store.salesToday, language)}
        <Week>{sayCount(store.week.sales, language)}</Week>
      </td>
      <td className={css.number}>
        <MoneyText amount={{ minor: store.minorToday, currency: store.currency }} isShort />
        <Week>
          <MoneyText amount={{ minor: store.week.minor, currency: store.currency }} isShort />
        </Week>
      </td>
      <td className={css.number}>
        {sayCount(store.fittingsToday, language)}
        <Week>{sayCount(store.week.fittings, language)}</Week>
      </td>
      <td className={css.number}>{sayCount(store.people, language)}</td>
      <td>
        <Tills store={store} now={now} />
      </td>
    </tr>
  );
}

/** The same over seven days, under today's: what a morning is compared with. */
function Week({ children }: { readonly children: ReactNode }) {
  const t = useRegionWords();
  return (
    <small className={own.week}>
      {t('overview.week')} {children}
    </small>
  );
}

function Tills({ store, now }: { readonly store: RegionStore; readonly now: number }) {
  const t = useRegionWords();
  const common = useCommonWords();
  if (store.tills.length === 0) return <span className={own.silent}>{t('overview.noTills')}</span>;
  return (
    <ul className={own.tills}>
      {keyed(store.tills, ({ name }) => name).map(({ key, item: till }) => (
        <li key={key} className={joinClasses(own.till, isHeard(till, now) && own.heard, till.forked && own.forked)}>
          <span>{till.name}</span>
          <span className={own.when}>
            {till.forked ? `${t('overview.forked')} ` : null}
            {till.lastHeardMs === null ? t('overview.neverHeard') : sayAge(common, till.lastHeardMs, now)}
          </span>
        </li>
      ))}
    </ul>
  );
}
