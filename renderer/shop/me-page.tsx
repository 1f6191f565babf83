import { saySize } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import { useCommonWords, useLanguage, useShopWords } from '../text/use-words';
import { Age } from '../ui/age';
import { MoneyText } from '../ui/money-text';
import { BareStitches } from '../ui/stitches';
import { useNow } from '../ui/use-now';
import { JoinRow } from './join-row';
import css from './me-page.module.css';
import { LanguageSwitch } from './shop';
import { UnknownCode } from './unknown-code';
import { useAsk } from './use-call';

/** What this browser did; and, once its number is proven, the store's half as well. */
export function MePage({ tenant }: { readonly tenant: string }) {
  const t = useShopWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(15_000);
  const [asked] = useAsk('read-me', { query: { tenant } });
  if (asked.status === 'asking') return <main className={css.page} aria-busy="true" />;
  if (asked.status === 'refused') return <UnknownCode refusal={asked.refusal} />;
  const me = asked.value;
  return (
    <main className={css.page}>
      <header className={css.bar}>
        <a href={`/shop/?t=${tenant}`}>{common('actions.back')}</a>
        <LanguageSwitch />
      </header>
      <h1>{t('me.title')}</h1>
      <p className={css.hint}>{t(me.proven ? 'me.both' : 'me.onlyThisPhone')}</p>
      {me.steps.length === 0 ? <p className={css.hint}>{t('me.empty')}</p> : null}
      <ol className={css.steps}>
        {me.steps.map((step) => (
          <li key={step.fact}>
            <BareStitches stitches={[{ from: step.what === 'bought' || step.what === 'tried' ? 'store' : 'online' }]} />
            <span>
              <b>{sayWords(step.name, language)}</b>
              <small>
                {t(`me.${step.what}`)} {saySize(common, step.detail)}
              </small>
            </span>
            <span className={css.end}>
              {step.minor === null || step.currency === null ? null : (
                <MoneyText amount={{ minor: step.minor, currency: step.currency }} isShort />
              )}
              <Age at={step.atMs} now={now} />
            </span>
          </li>
        ))}
      </ol>
      <JoinRow tenant={tenant} />
    </main>
  );
}
