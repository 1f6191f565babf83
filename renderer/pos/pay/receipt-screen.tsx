import { Modal } from '@mantine/core';
import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { MoneyText } from '../../ui/money-text';
import { QrCode } from '../../ui/qr-code';
import { useScan } from '../scan/use-scanner';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './receipt-screen.module.css';

/** The sale stands: change first, then the receipt with its number and code. A scan begins the next basket. */
export function ReceiptScreen({ onClose }: { readonly onClose: () => void }) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [language] = useLanguage();
  const sale = useView(till.lastSale);
  const { settings } = useView(till.counter);
  const { isOffline } = useView(till.sync);
  useKeys({ Enter: onClose, Escape: onClose }, true);
  useScan((code) => {
    onClose();
    till.addByCode(code);
  });
  if (!sale) return null;
  const { body } = sale.fact;
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={760} padding={0} centered>
      <section className={css.receipt} aria-label={t('receipt.title')} data-testid="receipt">
        <div className={css.done}>
          <h2>{t('receipt.done')}</h2>
          <p>{t('receipt.change')}</p>
          <div className={css.change}>
            <MoneyText amount={{ minor: sale.changeMinor, currency: body.currency }} size="big" />
          </div>
          <QrCode text={sale.qr} label={t('receipt.scan')} size={188} />
          <p>{t('receipt.scan')}</p>
          {isOffline ? <p className={css.later}>{t('receipt.notSent')}</p> : null}
          <ActionButton tone="main" isWide kbd="Enter" onPress={onClose} testId="next-shopper">
            {t('receipt.next')}
          </ActionButton>
        </div>
        <div className={css.paper}>
          <header>
            <b>{settings ? sayWords(settings.tenant.name, language) : ''}</b>
            <span>{settings ? sayWords(settings.store.name, language) : ''}</span>
            <span>{settings?.store.address}</span>
          </header>
          <dl>
            <div>
              <dt>{t('receipt.number')}</dt>
              <dd data-testid="receipt-number">{sale.number}</dd>
            </div>
            <div>
              <dt>{sale.fact.occurredAt.slice(0, 10)}</dt>
              <dd>{sale.fact.occurredAt.slice(11, 16)}</dd>
            </div>
          </dl>
          <ul>
            {body.lines.map((line) => (
              <li key={line.line}>
                <span>
                  {sayWords(line.garment.name, language)}
                  <small>
                    {sayVariant(common, line.garment, language)} × {line.qty}
                  </small>
                </span>
                <MoneyText amount={{ minor: line.netMinor, currency: body.currency }} hasMark={false} />
              </li>
            ))}
          </ul>
          <dl className={css.sums}>
            <div>
              <dt>{t('pay.taxInside')}</dt>
              <dd>
                <MoneyText amount={{ minor: body.taxMinor, currency: body.currency }} hasMark={false} />
              </dd>
            </div>
            <div className={css.total}>
              <dt>{t('pay.toTake')}</dt>
              <dd>
                <MoneyText amount={{ minor: body.totalMinor, currency: body.currency }} />
              </dd>
            </div>
            {body.tenders.map((tender) => (
              <div key={`${tender.kind}-${tender.minor}`}>
                <dt>{t(`pay.${tender.kind}`)}</dt>
                <dd>
                  <MoneyText
                    amount={{
                      minor: tender.kind === 'cash' ? tender.givenMinor : tender.minor,
                      currency: body.currency,
                    }}
                    hasMark={false}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
    </Modal>
  );
}
