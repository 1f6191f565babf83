import { sayWords } from '../text/say-words';
import { useLanguage, useShopWords } from '../text/use-words';
import { drawnAs } from '../ui/drawn-as';
import { Garment } from '../ui/garment';
import { joinClasses } from '../ui/join-classes';
import { MoneyText } from '../ui/money-text';
import { Wordmark } from '../ui/wordmark';
import { LanguageSwitch } from './language-switch';
import { NotHere, NotYet } from './not-here';
import page from './page.module.css';
import { garmentPath } from './place';
import { Wait } from './problem';
import { useAsk } from './use-call';
import { useTitle } from './use-title';
import css from './window-page.module.css';

/** The shop's window: garments to look at without a code in hand, and the brands that live here. */
export function WindowPage({ tenant }: { readonly tenant: string | null }) {
  const t = useShopWords();
  const [language] = useLanguage();
  const [asked, again] = useAsk('read-window', { query: tenant ? { tenant } : {} });
  useTitle(asked.status === 'here' ? sayWords(asked.value.tenant.name, language) : 'Seam');
  if (asked.status === 'asking') return <NotYet />;
  if (asked.status === 'refused') return <NotHere refusal={asked.refusal} onRetry={again} />;
  const shown = asked.value;
  return (
    <main className={joinClasses(page.column, css.page)}>
      <header className={css.bar}>
        <Wordmark />
        <a href={`/shop/me?t=${shown.tenant.code}`}>{t('me.title')}</a>
        <LanguageSwitch />
      </header>
      <h1>{sayWords(shown.tenant.name, language)}</h1>
      <nav className={css.brands} aria-label={t('window.brands')}>
        {shown.tenants.map(({ code, name }) => (
          <a key={code} href={`/shop/?t=${code}`} aria-current={code === shown.tenant.code ? 'page' : undefined}>
            {sayWords(name, language)}
          </a>
        ))}
      </nav>
      <p className={css.hint}>{t('window.scanHint')}</p>
      {asked.isCut ? <Wait>{t('window.cut')}</Wait> : null}
      <ul className={css.tiles}>
        {shown.garments.map((garment) => {
          const drawn = drawnAs(garment.drawing);
          return (
            <li key={garment.gtin}>
              <a href={garmentPath(garment.gtin, shown.tenant.code)}>
                <span className={css.cloth} style={{ ['--c' as string]: garment.hex }}>
                  <Garment kind={drawn.kind} weave={drawn.weave} colour={garment.hex} size="fill" />
                </span>
                <b>{sayWords(garment.name, language)}</b>
                <span className={css.meta}>
                  {garment.minor === null ? null : (
                    <MoneyText amount={{ minor: garment.minor, currency: shown.currency }} isShort />
                  )}
                  <span>{t('window.colours', { count: garment.colours })}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {shown.notice ? <p className={css.hint}>{sayWords(shown.notice, language)}</p> : null}
    </main>
  );
}
