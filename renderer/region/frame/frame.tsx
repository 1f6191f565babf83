import { Link, Outlet } from '@tanstack/react-router';
import { sayAge } from '../../text/say-age';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { Avatar } from '../../ui/avatar';
import { Pill } from '../../ui/pill';
import { useNow } from '../../ui/use-now';
import { Wordmark } from '../../ui/wordmark';
import { useRead, useRegion, useRegionStatus } from '../data/use-region';
import css from './frame.module.css';
import { SignInPage } from './sign-in-page';

/** What every page of a signed-in manager stands in; before that, the way in. */
export function Frame() {
  const { session } = useRegionStatus();
  if (session === 'asking') return null;
  if (session === 'cut') return <CutPage />;
  if (session === 'out') return <SignInPage />;
  return (
    <div className={css.frame}>
      <TopBar />
      <main className={css.page}>
        <Outlet />
      </main>
    </div>
  );
}

/** The page stands, the hub does not answer: said plainly, and asked again by itself. */
function CutPage() {
  const t = useRegionWords();
  return (
    <main className={css.cut} data-testid="cut">
      <Wordmark />
      <h1>{t('live.cutTitle')}</h1>
      <p role="status">{t('live.cutHint')}</p>
    </main>
  );
}

function TopBar() {
  const t = useRegionWords();
  const { signOut } = useRegion();
  const { value } = useRead('read-overview', {});
  const parked = value?.stores.reduce((sum, store) => sum + store.parked, 0) ?? 0;
  return (
    <header className={css.top}>
      <Link to="/" className={css.mark} aria-label="Seam">
        <Wordmark />
      </Link>
      <nav className={css.nav} aria-label={t('nav.label')}>
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
          {t('nav.overview')}
        </Link>
        <Link to="/people" activeOptions={{ includeSearch: false }}>
          {t('nav.people')}
        </Link>
        <Link to="/tags" activeOptions={{ includeSearch: false }}>
          {t('nav.tags')}
        </Link>
        <Link to="/parked">
          {t('nav.parked')}
          {parked > 0 ? <span className={css.count}>{parked}</span> : null}
        </Link>
      </nav>
      <div className={css.right}>
        <Live newestMs={value?.newestFactMs ?? null} />
        <LanguageSwitch />
        {value ? (
          <button type="button" className={css.cell} onClick={() => void signOut()} data-testid="sign-out">
            <Avatar name={value.manager.name} />
            <span>{value.manager.name}</span>
            <span className={css.out}>{t('frame.signOut')}</span>
          </button>
        ) : null}
      </div>
    </header>
  );
}

/** Whether this screen moves by itself, and how old the newest thing on it is. */
function Live({ newestMs }: { readonly newestMs: number | null }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const now = useNow();
  const { live } = useRegionStatus();
  if (live === 'asking') return <Pill tone="none">{t('live.asking')}</Pill>;
  if (live === 'lost') return <Pill tone="wait">{t('live.lost')}</Pill>;
  if (newestMs === null) return <Pill tone="ok">{t('live.quiet')}</Pill>;
  return <Pill tone="ok">{t('live.fresh', { age: sayAge(common, newestMs, now) })}</Pill>;
}

/** 中 ⇄ EN, at once and without losing anything typed. */
export function LanguageSwitch() {
  const t = useRegionWords();
  const [language, setLanguage] = useLanguage();
  return (
    <button
      type="button"
      className={css.cell}
      onClick={() => setLanguage(language === 'zh-CN' ? 'en' : 'zh-CN')}
      data-testid="language"
    >
      {t('frame.switchTo')}
    </button>
  );
}
