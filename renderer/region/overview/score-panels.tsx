import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RouteOutput } from '#shared/contract/http';
import type { RegionStore } from '#shared/contract/region';
import { sayWords } from '../../text/say-words';
import { useLanguage, useRegionWords } from '../../text/use-words';
import { Age } from '../../ui/age';
import { joinClasses } from '../../ui/join-classes';
import { BareStitches } from '../../ui/stitches';
import { useNow } from '../../ui/use-now';
import css from '../frame/frame.module.css';
import { keyed } from '../keyed';
import { shareOut } from '../mix-of';
import { sayCount, sayShare } from '../say-number';
import { isHeard } from './heard';
import own from './overview.module.css';

export type Overview = RouteOutput<'read-overview'>;

type ScoreProps = {
  readonly title: string;
  readonly figure: ReactNode;
  readonly of: ReactNode;
  readonly foot: ReactNode;
  readonly children: ReactNode;
  readonly testId: string;
};

/** One large figure with what it is made of beside it. */
function Score({ title, figure, of, foot, children, testId }: ScoreProps) {
  return (
    <section className={`${css.panel} ${own.score}`} data-testid={testId}>
      <div className={own.lead}>
        <h2>{title}</h2>
        <div className={own.figure}>{figure}</div>
        <p className={own.of}>{of}</p>
      </div>
      <div className={own.parts}>{children}</div>
      <footer className={own.foot}>{foot}</footer>
    </section>
  );
}

const STORES_SHOWN = 4;

/** Share of a week's sales that have somebody's name, and the stores that know the fewest; the weakest is named. */
export function KnownPanel({ overview: { totals, stores } }: { readonly overview: Overview }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  const { salesWeek, identifiedSalesWeek } = totals;
  const shareOf = ({ week: { identified, sales } }: RegionStore) => (sales === 0 ? 1 : identified / sales);
  const selling = stores.filter(({ week }) => week.sales > 0).sort((a, b) => shareOf(a) - shareOf(b));
  const [weakest] = selling.filter((store) => shareOf(store) < 1);
  return (
    <Score
      title={t('overview.known')}
      figure={sayShare(identifiedSalesWeek, salesWeek, language)}
      of={
        salesWeek === 0
          ? t('overview.knownNone')
          : t('overview.knownOf', {
              sales: sayCount(salesWeek, language),
              known: sayCount(identifiedSalesWeek, language),
            })
      }
      foot={
        <>
          {weakest ? (
            <span>
              {t('overview.weakest')}{' '}
              <b className={own.low}>
                {t('overview.weakestStore', {
                  store: sayWords(weakest.name, language),
                  share: sayShare(weakest.week.identified, weakest.week.sales, language),
                })}
              </b>
            </span>
          ) : (
            <span>{salesWeek === 0 ? '' : t('overview.allKnown')}</span>
          )}
          <Link to="/people" className={css.textLink}>
            {t('overview.allPeople')}
          </Link>
        </>
      }
      testId="known"
    >
      {selling.slice(0, STORES_SHOWN).map((store) => (
        <div key={store.id} className={joinClasses(own.part, store === weakest && own.low)}>
          <span>{sayWords(store.name, language)}</span>
          <Meter share={shareOf(store)} />
          <span className={own.value}>{sayShare(store.week.identified, store.week.sales, language)}</span>
        </div>
      ))}
    </Score>
  );
}

function Meter({ share }: { readonly share: number }) {
  return (
    <span className={own.meter} aria-hidden="true">
      <i style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </span>
  );
}

const STITCHES = 17;

/** How many people are one in store and online: the region as one line of stitches, sewn together where the halves meet. */
export function HalvesPanel({ overview: { totals } }: { readonly overview: Overview }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  const { people, storeOnly, onlineOnly, bothHalves } = totals;
  const rows = [
    { name: t('overview.peopleStore'), n: storeOnly, form: [{ from: 'store' }] },
    { name: t('overview.peopleBoth'), n: bothHalves, form: [{ from: 'store' }, { from: 'online' }] },
    { name: t('overview.peopleOnline'), n: onlineOnly, form: [{ from: 'online' }] },
  ] as const;
  // Two at least, so that both threads of those who are on both sides are seen.
  const drawn = shareOut(
    rows.map(({ n }) => n),
    STITCHES,
    2,
  );
  return (
    <Score
      title={t('overview.halves')}
      figure={sayCount(bothHalves, language)}
      of={t('overview.halvesOf', { people: sayCount(people, language), share: sayShare(bothHalves, people, language) })}
      foot={
        <>
          <span>
            {t('overview.people')} <b>{sayCount(people, language)}</b>
          </span>
          <Link to="/people" search={{ both: 1 }} className={css.textLink}>
            {t('overview.halvesList')}
          </Link>
        </>
      }
      testId="halves"
    >
      <div className={own.line} aria-hidden="true">
        {rows.map(({ name, form }, row) => {
          const marks = Array.from({ length: drawn[row] ?? 0 }, (_, place) => form[place % form.length] ?? form[0]);
          return marks.length === 0 ? null : <BareStitches key={name} stitches={marks} />;
        })}
      </div>
      {rows.map(({ name, n, form }) => (
        <div key={name} className={own.part}>
          <span className={own.keyed}>
            <BareStitches stitches={form} />
            {name}
          </span>
          <span />
          <span className={own.value}>{sayCount(n, language)}</span>
        </div>
      ))}
    </Score>
  );
}

/** Whether the tills are heard, how fresh the newest fact is, and what waits for a person. */
export function FlowPanel({ overview }: { readonly overview: Overview }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  const now = useNow(5_000);
  const tills = overview.stores.flatMap((store) => store.tills);
  const heard = tills.filter((till) => isHeard(till, now)).length;
  const parked = overview.stores.reduce((sum, store) => sum + store.parked, 0);
  const forks = tills.filter(({ forked }) => forked).length;
  return (
    <Score
      title={t('overview.flow')}
      figure={
        <>
          {heard}
          <small>/ {tills.length}</small>
        </>
      }
      of={tills.length === 0 ? t('overview.noTills') : t('overview.heardOf')}
      foot={
        <>
          <span>
            {t('overview.newest')} <Age at={overview.newestFactMs ?? undefined} now={now} />
          </span>
          {parked > 0 ? (
            <Link to="/parked" className={css.textLink}>
              {t('overview.needsYou', { count: parked })}
            </Link>
          ) : null}
        </>
      }
      testId="flow"
    >
      <Figure name={t('overview.factsToday')} text={sayCount(overview.totals.factsToday, language)} />
      <Figure name={t('overview.parked')} text={sayCount(parked, language)} isLate={parked > 0} />
      <Figure name={t('overview.forks')} text={sayCount(forks, language)} isLate={forks > 0} />
      <div className={own.tillLine} aria-hidden="true">
        {keyed(tills.slice(0, 40), ({ name }) => name).map(({ key, item: till }) => (
          <i key={key} data-heard={isHeard(till, now)} data-never={till.lastHeardMs === null} />
        ))}
      </div>
    </Score>
  );
}

function Figure({
  name,
  text,
  isLate = false,
}: {
  readonly name: string;
  readonly text: string;
  readonly isLate?: boolean;
}) {
  return (
    <div className={isLate ? `${own.part} ${own.low}` : own.part}>
      <span>{name}</span>
      <span />
      <span className={own.value}>{text}</span>
    </div>
  );
}
