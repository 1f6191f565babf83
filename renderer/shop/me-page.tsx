import type { ShopStep } from '#shared/contract/shop';
import { saySize } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import { useCommonWords, useLanguage, useShopWords } from '../text/use-words';
import { Age } from '../ui/age';
import { EmptyState } from '../ui/empty-state';
import { joinClasses } from '../ui/join-classes';
import { MoneyText } from '../ui/money-text';
import { BareStitches } from '../ui/stitches';
import { useNow } from '../ui/use-now';
import { JoinRow } from './join-row';
import { LanguageSwitch } from './language-switch';
import { LeaveRow } from './leave-row';
import css from './me-page.module.css';
import { NotHere, NotYet } from './not-here';
import page from './page.module.css';
import { garmentPath } from './place';
import { Wait } from './problem';
import { sayUntil } from './say-until';
import { useAsk } from './use-call';
import { useTitle } from './use-title';

/** What this browser did; and, once its number is proven, the store's half as well. */
export function MePage({ tenant }: { readonly tenant: string }) {
  const t = useShopWords();
  const common = useCommonWords();
  const [asked, again] = useAsk('read-me', { query: { tenant } });
  useTitle(t('me.title'));
  if (asked.status === 'asking') return <NotYet />;
  if (asked.status === 'refused') return <NotHere refusal={asked.refusal} onRetry={again} />;
  const me = asked.value;
  return (
    <main className={joinClasses(page.column, css.page)}>
      <header className={css.bar}>
        <a href={`/shop/?t=${tenant}`}>{common('actions.back')}</a>
        <LanguageSwitch />
      </header>
      <h1>{t('me.title')}</h1>
      <p className={css.hint}>{t(me.proven ? 'me.both' : 'me.onlyThisPhone')}</p>
      {asked.isCut ? <Wait>{t('window.cut')}</Wait> : null}
      <JoinRow tenant={tenant} isAtHome onJoined={() => void again()} />
      {me.steps.length === 0 ? (
        <EmptyState garment="shirt" title={t('me.empty')}>
          {t('window.scanHint')}
        </EmptyState>
      ) : null}
      <ol className={css.steps}>
        {me.steps.map((step) => (
          <Step key={step.fact} step={step} tenant={tenant} />
        ))}
      </ol>
      {me.proven || me.steps.length > 0 ? <LeaveRow tenant={tenant} /> : null}
    </main>
  );
}

/** One line, a way back to the garment where it has a code. */
function Step({ step, tenant }: { readonly step: ShopStep; readonly tenant: string }) {
  const t = useShopWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(15_000);
  const name = sayWords(step.name, language);
  const isStores = step.what === 'bought' || step.what === 'tried';
  return (
    <li data-testid="step" data-what={step.what}>
      <BareStitches stitches={[{ from: isStores ? 'store' : 'online' }]} />
      <span>
        {step.gtin === null ? (
          <b>{name}</b>
        ) : (
          <a className={css.again} href={garmentPath(step.gtin, tenant)}>
            {name}
          </a>
        )}
        <small>
          {[t(`me.${step.what}`), saySize(common, step.detail), step.more > 0 ? t('me.more', { count: step.more }) : '']
            .filter(Boolean)
            .join(language === 'en' ? ', ' : '，')}
        </small>
        {step.order ? (
          <small data-testid="order-line">
            <b>{step.order.number}</b>{' '}
            {step.order.untilMs === null || !step.order.store
              ? t('me.shipped')
              : t(step.order.untilMs > now ? 'me.collect' : 'me.collectPast', {
                  store: sayWords(step.order.store, language),
                  until: sayUntil(step.order.untilMs, language),
                })}
          </small>
        ) : null}
      </span>
      <span className={css.end}>
        {step.minor === null || step.currency === null ? null : (
          <MoneyText amount={{ minor: step.minor, currency: step.currency }} isShort />
        )}
        <Age at={step.atMs} now={now} />
      </span>
    </li>
  );
}
