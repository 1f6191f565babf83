import { useTranslation } from 'react-i18next';
import { collectionNames } from '#shared/documents/documents';
import { sayAge, saySpan } from '../../text/say-age';
import { sayRefusal } from '../../text/say-refusal';
import { useLanguage, usePosWords } from '../../text/use-words';
import type { SyncView } from '../../till/sync-types';
import { ActionButton } from '../../ui/action-button';
import { Age } from '../../ui/age';
import { moneyLine } from '../../ui/money-text';
import { Pill } from '../../ui/pill';
import { Refusal } from '../../ui/refusal';
import { useNow } from '../../ui/use-now';
import { HostLosses } from '../frame/host-losses';
import { Panel } from '../panel';
import { useScanToBasket } from '../scan/use-scan-to-basket';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './sync-panel.module.css';

/** A till's clock may be this far off the hub's before a person is told. */
const CLOCK_OFF_MS = 120_000;

/** From this age on what is on screen may be wrong, and says so. */
const LATE_MS = 30 * 60_000;

/** What works, what waits and since when, what the hub would not take, and how much of each collection is here. */
export function SyncPanel({ onClose }: { readonly onClose: () => void }) {
  const t = usePosWords();
  const till = useTill();
  const sync = useView(till.sync);
  const start = useView(till.start);
  const scanned = useScanToBasket();
  useKeys({ Escape: onClose, Enter: onClose, r: till.retryNow }, true);
  return (
    <Panel
      onClose={onClose}
      title={t('sync.title')}
      size={1000}
      footer={
        <div className={css.actions}>
          <ActionButton kbd="R" isTall onPress={till.retryNow}>
            {t('sync.retry')}
          </ActionButton>
          <ActionButton tone="main" kbd="Esc" isTall isWide onPress={onClose} testId="sync-done">
            {t('sync.back')}
          </ActionButton>
        </div>
      }
    >
      <div className={css.panel} data-testid="sync-panel">
        <Headline sync={sync} />
        {scanned}
        {sync.parked.length > 0 ? <Parked sync={sync} /> : null}
        <div className={css.columns}>
          <Waiting sync={sync} />
          <Held sync={sync} />
        </div>
        {sync.lastRefusal ? <Refusal code={sync.lastRefusal} /> : null}
        {start.stage === 'ready' ? <HostLosses host={start.host} /> : null}
      </div>
    </Panel>
  );
}

/** How it stands, in one line a clerk can act on. */
function Headline({ sync }: { readonly sync: SyncView }) {
  const t = usePosWords();
  const { t: common } = useTranslation('common');
  const now = useNow();
  const { parked, isOffline, offlineSinceMs, waiting } = sync;
  const said =
    parked.length > 0
      ? 'needsYou'
      : isOffline
        ? 'offline'
        : waiting > 0
          ? 'sending'
          : sync.lastHeardMs
            ? 'well'
            : 'unheard';
  const tone = ({ needsYou: 'stop', offline: 'wait', sending: 'wait', well: 'ok', unheard: 'none' } as const)[said];
  return (
    <div className={css.headline} data-tone={tone} data-testid="sync-headline">
      <span>
        <b>{t(`sync.headline.${said}`)}</b>
        {t('sync.worksList')}
      </span>
      {isOffline && offlineSinceMs !== null ? (
        <Pill tone="wait">{common('sync.offlineFor', { span: saySpan(common, now - offlineSinceMs) })}</Pill>
      ) : null}
    </div>
  );
}

function Parked({ sync }: { readonly sync: SyncView }) {
  const t = usePosWords();
  const { t: common, i18n } = useTranslation('common');
  const till = useTill();
  const now = useNow();
  const [language] = useLanguage();
  const { currency } = useView(till.basket);
  return (
    <section>
      <h3>
        {t('sync.parked')} <Pill tone="stop">{sync.parked.length}</Pill>
      </h3>
      <p>{t('sync.parkedHint')}</p>
      <ul className={css.parked}>
        {sync.parked.map(({ fact, kind, code, number, totalMinor, occurredAtMs }) => (
          <li key={fact} data-testid="parked">
            <b>
              {t(`kinds.${kind as 'SaleCompleted'}`)} {number}
            </b>
            <b className={css.sum}>
              {totalMinor !== null && currency ? moneyLine({ minor: totalMinor, currency }, language) : null}
            </b>
            <span>{sayRefusal(i18n, code)}</span>
            <small>
              {occurredAtMs === null ? '' : sayAge(common, occurredAtMs, now)} {code}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ sync }: { readonly sync: SyncView }) {
  const t = usePosWords();
  const { t: common } = useTranslation('common');
  const now = useNow();
  return (
    <section>
      <h3>{sync.waiting > 0 ? t('sync.waitingCount', { count: sync.waiting }) : t('sync.waiting')}</h3>
      {sync.waitingKinds.length === 0 ? <p>{t('sync.nothingWaiting')}</p> : null}
      <table className={css.rows}>
        <tbody>
          {sync.waitingKinds.map(({ kind, count, oldestAtMs }) => (
            <tr key={kind}>
              <th scope="row">{t(`kinds.${kind as 'SaleCompleted'}`)}</th>
              <td>{count}</td>
              <td>
                <small>{t('sync.oldest', { age: sayAge(common, oldestAtMs, now) })}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Held({ sync }: { readonly sync: SyncView }) {
  const t = usePosWords();
  const now = useNow();
  const offMs = sync.clockOffsetMs ?? 0;
  const isOff = Math.abs(offMs) > CLOCK_OFF_MS;
  return (
    <section>
      <h3>{t('sync.coverage')}</h3>
      <table className={css.rows}>
        <tbody>
          {collectionNames.map((name) => {
            const { have, of, isComplete, heardAtMs } = sync.coverage[name];
            return (
              <tr key={name}>
                <th scope="row">{t(`collections.${name}`)}</th>
                <td>{of === null || isComplete ? t('sync.have', { have }) : t('sync.of', { have, of })}</td>
                <td>
                  <Age at={heardAtMs ?? undefined} now={now} lateAfterMs={LATE_MS} />
                </td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t('sync.clock')}</th>
            <td colSpan={2} data-late={isOff}>
              {isOff ? t('sync.clockOff', { seconds: Math.round(offMs / 1000) }) : t('sync.clockOk')}
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
