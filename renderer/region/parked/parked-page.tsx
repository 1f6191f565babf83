import type { RouteOutput } from '#shared/contract/http';
import { type FactKind, factKindNames } from '#shared/facts/registry';
import { sayWords } from '../../text/say-words';
import { useLanguage, useRegionWords } from '../../text/use-words';
import { EmptyState } from '../../ui/empty-state';
import { joinClasses } from '../../ui/join-classes';
import { Refusal } from '../../ui/refusal';
import { Separator } from '../../ui/separator';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { PageHead } from '../frame/panel';
import { sayClock, sayDay } from '../say-day';
import own from './parked.module.css';

type Parked = RouteOutput<'read-parked'>['facts'][number];

/** Facts that were not counted, each with why and what a person can do about it. */
export function ParkedPage() {
  const t = useRegionWords();
  const { value, refusal } = useRead('read-parked', {});
  const facts = value?.facts ?? [];
  return (
    <>
      <PageHead title={t('parked.title')}>
        <span className={css.small}>{t('parked.lead')}</span>
      </PageHead>
      <div className={css.sheet} data-testid="parked">
        {refusal ? <Refusal code={refusal.code} params={refusal.params} requestId={refusal.requestId} /> : null}
        {value && facts.length === 0 ? (
          <section className={css.panel}>
            <EmptyState title={t('parked.none')}>{t('parked.noneHint')}</EmptyState>
          </section>
        ) : null}
        {facts.length > 0 ? (
          <section className={joinClasses(css.panel, own.panel)}>
            <div className={css.scroll}>
              <table className={joinClasses(css.table, own.table)}>
                <thead>
                  <tr>
                    <th>{t('parked.when')}</th>
                    <th>{t('parked.where')}</th>
                    <th>{t('parked.kind')}</th>
                    <th>{t('parked.why')}</th>
                    <th>{t('parked.act')}</th>
                  </tr>
                </thead>
                <tbody>
                  {facts.map((fact) => (
                    <Row key={`${fact.id} ${fact.code} ${fact.atMs}`} fact={fact} />
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        ) : null}
      </div>
    </>
  );
}

function Row({ fact: { id, code, store, till, atMs, kind } }: { readonly fact: Parked }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  const known: FactKind | undefined = factKindNames.find((name) => name === kind);
  const now = Date.now();
  return (
    <tr data-testid="parked-row" data-code={code}>
      <td className={own.when}>
        {sayDay(t, atMs, now)} <span className={css.dim}>{sayClock(atMs)}</span>
      </td>
      <td className={own.when}>
        {store ? sayWords(store, language) : t('parked.elsewhere')}
        {till ? (
          <>
            <Separator />
            {till}
          </>
        ) : null}
      </td>
      <td>
        {known ? t(`fact.${known}`) : t('parked.unknownKind')}
        <span className={own.code}>{id}</span>
      </td>
      <td>
        {t(`parked.code.${codeOf(code)}`)}
        <span className={own.code}>{code}</span>
      </td>
      <td className={css.dim}>{t(`parked.action.${actionOf(code)}`)}</td>
    </tr>
  );
}

const codes = [
  'fact-malformed',
  'kind-unknown',
  'version-unknown',
  'kind-not-for-tills',
  'not-yours',
  'place-missing',
  'fact-too-large',
  'hash-wrong',
  'chain-broken',
  'id-reused',
  'fact-unstorable',
  'parked-by-till',
  'gap-lost',
  'value-unusable',
] as const;

function codeOf(code: string): (typeof codes)[number] | 'other' {
  return codes.find((known) => known === code) ?? 'other';
}

/** Who can do something about it, by code. */
function actionOf(code: string): 'update' | 'till' | 'disk' | 'security' | 'support' {
  switch (code) {
    case 'kind-unknown':
    case 'version-unknown':
      return 'update';
    case 'gap-lost':
    case 'parked-by-till':
    case 'fact-too-large':
      return 'till';
    case 'fact-malformed':
    case 'fact-unstorable':
      return 'disk';
    case 'hash-wrong':
    case 'chain-broken':
    case 'not-yours':
    case 'id-reused':
      return 'security';
    default:
      return 'support';
  }
}
