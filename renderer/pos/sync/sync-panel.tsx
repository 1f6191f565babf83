import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { collectionNames } from '#shared/documents/documents';
import { sayAge } from '../../text/say-age';
import { sayRefusal } from '../../text/say-refusal';
import { useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Age } from '../../ui/age';
import { moneyLine } from '../../ui/money-text';
import { Refusal } from '../../ui/refusal';
import { useNow } from '../../ui/use-now';
import { HostLosses } from '../frame/host-losses';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './sync-panel.module.css';

/** A till's clock may be this far off the hub's before a person is told. */
const CLOCK_OFF_MS = 120_000;

/** What works, what waits and since when, what the hub would not take, and how much of each collection is here. */
export function SyncPanel({ onClose }: { readonly onClose: () => void }) {
  const t = usePosWords();
  const { t: common, i18n } = useTranslation('common');
  const till = useTill();
  const now = useNow();
  const [language] = useLanguage();
  const sync = useView(till.sync);
  const start = useView(till.start);
  const { currency } = useView(till.basket);
  useKeys({ Escape: onClose, Enter: till.retryNow }, true);
  const offMs = sync.clockOffsetMs ?? 0;
  return (
    <Modal opened onClose={onClose} title={t('sync.title')} size={960} centered>
      <div className={css.panel} data-testid="sync-panel">
        <section>
          <h3>{t('sync.works')}</h3>
          <p>{t('sync.worksList')}</p>
          <h3>{t('sync.waiting')}</h3>
          {sync.waitingKinds.length === 0 ? <p>{t('sync.nothingWaiting')}</p> : null}
          <ul className={css.rows}>
            {sync.waitingKinds.map(({ kind, count, oldestAtMs }) => (
              <li key={kind}>
                <span>{t(`kinds.${kind as 'SaleCompleted'}`)}</span>
                <b>{count}</b>
                <small>{t('sync.oldest', { age: sayAge(common, oldestAtMs, now) })}</small>
              </li>
            ))}
          </ul>
          <h3>{t('sync.parked')}</h3>
          {sync.parked.length === 0 ? <p>{t('sync.nothingParked')}</p> : <p>{t('sync.parkedHint')}</p>}
          <ul className={css.rows}>
            {sync.parked.map(({ fact, kind, code, number, totalMinor, occurredAtMs }) => (
              <li key={fact} data-testid="parked">
                <span>
                  {t(`kinds.${kind as 'SaleCompleted'}`)} {number}{' '}
                  {totalMinor !== null && currency ? moneyLine({ minor: totalMinor, currency }, language) : null}
                </span>
                <span>{sayRefusal(i18n, code)}</span>
                <small>
                  {code} {occurredAtMs === null ? '' : sayAge(common, occurredAtMs, now)}
                </small>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('sync.coverage')}</h3>
          <ul className={css.rows}>
            {collectionNames.map((name) => {
              const { have, of, isComplete, heardAtMs } = sync.coverage[name];
              return (
                <li key={name}>
                  <span>{t(`collections.${name}`)}</span>
                  <b>{of === null ? t('sync.have', { have }) : t('sync.of', { have, of })}</b>
                  <small>{isComplete ? t('sync.complete') : <Age at={heardAtMs ?? undefined} now={now} />}</small>
                </li>
              );
            })}
          </ul>
          <dl className={css.facts}>
            <dt>{t('sync.heard')}</dt>
            <dd>
              <Age at={sync.lastHeardMs ?? undefined} now={now} />
            </dd>
            <dt>{t('sync.clock')}</dt>
            <dd data-late={Math.abs(offMs) > CLOCK_OFF_MS}>
              {Math.abs(offMs) > CLOCK_OFF_MS
                ? t('sync.clockOff', { seconds: Math.round(offMs / 1000) })
                : t('sync.clockOk')}
            </dd>
          </dl>
          {sync.lastRefusal ? <Refusal code={sync.lastRefusal} /> : null}
          {start.stage === 'ready' ? <HostLosses host={start.host} /> : null}
          <ActionButton kbd="Enter" onPress={till.retryNow}>
            {t('sync.retry')}
          </ActionButton>
        </section>
      </div>
    </Modal>
  );
}
