import { FocusTrap, Modal } from '@mantine/core';
import { taxSums } from '#shared/checkout/receipt';
import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import type { CompletedSale } from '../../till/till-types';
import { ActionButton } from '../../ui/action-button';
import { MoneyText } from '../../ui/money-text';
import { QrCode } from '../../ui/qr-code';
import { Refusal } from '../../ui/refusal';
import { useScan } from '../scan/use-scanner';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './receipt-screen.module.css';

type ReceiptScreenProps = {
  readonly sale: CompletedSale;
  /** Looked at once more: nothing happens by it. */
  readonly isCopy?: boolean;
  readonly onClose: () => void;
  /** Before a scan goes to the screen below; as `onClose` where not said. */
  readonly onScan?: () => void;
};

/** The sale stands: change first, then the receipt with its number and code. A scan begins the next basket. */
export function ReceiptScreen({ sale, isCopy = false, onClose, onScan = onClose }: ReceiptScreenProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [language] = useLanguage();
  const { settings } = useView(till.counter);
  const { isOffline } = useView(till.sync);
  useKeys({ Enter: onClose, Escape: onClose }, true);
  useScan(() => {
    onScan();
    return 'below';
  });
  const { body } = sale.fact;
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      closeOnEscape={false}
      size={800}
      centered
      yOffset={24}
      classNames={{ body: css.body }}
    >
      <FocusTrap.InitialFocus />
      <section className={css.receipt} data-testid={isCopy ? 'receipt-copy' : 'receipt'}>
        <div className={css.done}>
          {sale.isEarlier ? (
            <Refusal code="sale-already-stands" params={{ number: sale.number }} />
          ) : (
            <Modal.Title>{t(isCopy ? 'receipt.copy' : 'receipt.done')}</Modal.Title>
          )}
          <p>{t('receipt.change')}</p>
          <div className={css.change}>
            <MoneyText amount={{ minor: sale.changeMinor, currency: body.currency }} size="big" />
          </div>
          <QrCode text={sale.qr} label={t('receipt.scan')} size={216} />
          <p>{t('receipt.scan')}</p>
          {isOffline && !isCopy ? <p className={css.later}>{t('receipt.notSent')}</p> : null}
          <ActionButton
            tone="main"
            isWide
            isTall
            kbd={isCopy ? 'Esc' : 'Enter'}
            onPress={onClose}
            testId={isCopy ? 'put-copy-away' : 'next-shopper'}
          >
            {t(isCopy ? 'receipt.back' : 'receipt.next')}
          </ActionButton>
        </div>
        <div className={css.paper}>
          <div className={css.shop}>
            <b>{settings ? sayWords(settings.tenant.name, language) : ''}</b>
            <span>{settings ? sayWords(settings.store.name, language) : ''}</span>
            <span>{settings?.store.address}</span>
            {isCopy ? <b>{t('receipt.copy')}</b> : null}
          </div>
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
          <ul className={css.lines}>
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
            {taxSums(body).map(({ inside, minor }) => (
              <div key={String(inside)}>
                <dt>{t(inside ? 'pay.taxInside' : 'pay.taxOnTop')}</dt>
                <dd>
                  <MoneyText amount={{ minor, currency: body.currency }} hasMark={false} />
                </dd>
              </div>
            ))}
            <div className={css.total}>
              <dt>{common('money.total')}</dt>
              <dd>
                <MoneyText amount={{ minor: body.totalMinor, currency: body.currency }} />
              </dd>
            </div>
            {body.tenders.map((tender, place) => (
              <div key={`${tender.kind}-${tender.minor}-${String(place)}`}>
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
