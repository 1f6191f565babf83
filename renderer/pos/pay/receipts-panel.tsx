import { useEffect, useRef, useState } from 'react';
import { usePosWords } from '../../text/use-words';
import type { CompletedSale } from '../../till/till-types';
import { ActionButton } from '../../ui/action-button';
import { EmptyState } from '../../ui/empty-state';
import { MoneyText } from '../../ui/money-text';
import { Refusal } from '../../ui/refusal';
import { Panel } from '../panel';
import { useScanToBasket } from '../scan/use-scan-to-basket';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './receipts-panel.module.css';

type ReceiptsPanelProps = { readonly onOpen: (sale: CompletedSale) => void; readonly onClose: () => void };

/** Today's receipts of this till, newest first; one that is scanned opens too, however old. */
export function ReceiptsPanel({ onOpen, onClose }: ReceiptsPanelProps) {
  const t = usePosWords();
  const till = useTill();
  const sales = useView(till.todaysSales);
  const [place, setPlace] = useState(0);
  const marked = sales[place];
  const found = useCommand(till.findReceipt, { isInOrder: true });
  const find = async (code: string): Promise<void> => {
    const sale = await found.send(code);
    if (sale) onOpen(sale);
  };
  const scanned = useScanToBasket((other) => {
    if (other.kind !== 'receipt') return false;
    void find(other.code);
    return true;
  });
  const walk = (by: number): void => setPlace(Math.max(0, Math.min(sales.length - 1, place + by)));
  useKeys(
    {
      Escape: onClose,
      F6: onClose,
      Enter: marked ? () => onOpen(marked) : onClose,
      ArrowUp: () => walk(-1),
      ArrowDown: () => walk(1),
    },
    true,
  );
  return (
    <Panel
      onClose={onClose}
      title={t('receipt.today')}
      size={720}
      footer={
        <div className={css.actions}>
          <ActionButton kbd="Esc" isTall onPress={onClose} testId="receipts-done">
            {t('receipt.back')}
          </ActionButton>
          {marked ? (
            <ActionButton tone="main" kbd="Enter" isTall isWide onPress={() => onOpen(marked)}>
              {t('receipt.open')}
            </ActionButton>
          ) : null}
        </div>
      }
    >
      <div className={css.panel} data-testid="receipts-panel">
        {scanned}
        {found.refusal ? <Refusal code={found.refusal.code} params={found.refusal.params} /> : null}
        {sales.length === 0 ? <EmptyState title={t('receipt.none')}>{t('receipt.scanOne')}</EmptyState> : null}
        <ul className={css.sales}>
          {sales.map((sale) => (
            <Row key={sale.fact.id} sale={sale} isMarked={sale === marked} onOpen={() => onOpen(sale)} />
          ))}
        </ul>
        {sales.length > 0 ? <p>{t('receipt.scanOne')}</p> : null}
      </div>
    </Panel>
  );
}

type RowProps = { readonly sale: CompletedSale; readonly isMarked: boolean; readonly onOpen: () => void };

function Row({ sale, isMarked, onOpen }: RowProps) {
  const t = usePosWords();
  const row = useRef<HTMLButtonElement>(null);
  const { currency, totalMinor, tenders } = sale.fact.body;
  const kinds = [...new Set(tenders.map(({ kind }) => kind))];
  useEffect(() => {
    if (isMarked) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    <li>
      <button ref={row} type="button" data-marked={isMarked} onClick={onOpen} data-testid="todays-receipt">
        <span>{sale.fact.occurredAt.slice(11, 16)}</span>
        <b>{sale.number}</b>
        <span>{kinds.map((kind) => t(`pay.${kind}`)).join(' + ')}</span>
        <MoneyText amount={{ minor: totalMinor, currency }} />
      </button>
    </li>
  );
}
