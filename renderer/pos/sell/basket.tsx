import { type ReactNode, useState } from 'react';
import { saySize } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import type { BasketLineView } from '../../till/till-types';
import { ActionButton } from '../../ui/action-button';
import { BasketLine } from '../../ui/basket-line';
import { drawnAs } from '../../ui/drawn-as';
import { EmptyState } from '../../ui/empty-state';
import { MoneyBlock } from '../../ui/money-block';
import { Refusal } from '../../ui/refusal';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './basket.module.css';
import { LineEditor } from './line-editor';

type BasketProps = {
  readonly strip: ReactNode;
  readonly onPay: () => void;
  readonly onDone: () => void;
};

/** What is being bought, for whom, and the one dark block that says the sum and takes it. */
export function Basket({ strip, onPay, onDone }: BasketProps) {
  const t = usePosWords();
  const till = useTill();
  const basket = useView(till.basket);
  const [editing, setEditing] = useState<number | null>(null);
  const sale = useCommand(till.completeSale);
  const last = basket.lines.at(-1);
  const currency = basket.currency ?? 'CNY';
  const payable = basket.lines.length > 0 && basket.blocked === null;

  const takeExact = async (): Promise<void> => {
    const done = await sale.send({ tenders: [{ kind: 'cash', givenMinor: basket.totalMinor }] });
    if (done) onDone();
  };
  useKeys({
    F9: payable ? onPay : undefined,
    F10: payable ? () => void takeExact() : undefined,
    '*': last ? () => setEditing(last.line) : undefined,
    Delete: last ? () => void till.removeLine(last.line) : undefined,
  });

  return (
    <aside className={css.basket}>
      {strip}
      {basket.lines.length === 0 ? (
        <div className={css.empty}>
          <EmptyState title={t('basket.empty')}>{t('basket.emptyHint')}</EmptyState>
        </div>
      ) : (
        <ul className={css.lines}>
          {basket.lines.map((line) => (
            <Line key={line.line} line={line} isFresh={line === last} onEdit={() => setEditing(line.line)} />
          ))}
        </ul>
      )}
      {sale.refusal ? <Refusal code={sale.refusal.code} params={sale.refusal.params} /> : null}
      <MoneyBlock
        total={{ minor: basket.totalMinor, currency }}
        pieces={basket.pieces}
        tax={basket.taxInside ? { minor: basket.taxMinor, currency } : undefined}
        rows={
          basket.discountMinor === 0
            ? []
            : [{ label: t('pay.discount'), amount: { minor: -basket.discountMinor, currency } }]
        }
        actions={
          <>
            <ActionButton tone="ink" onPress={() => void till.dropBasket(basket.id)}>
              {t('basket.drop')}
            </ActionButton>
            <ActionButton
              tone="ink"
              kbd="F10"
              isPending={sale.isPending}
              onPress={() => void (payable && takeExact())}
              testId="cash-exact"
            >
              {t('basket.cashExact')}
            </ActionButton>
          </>
        }
        pay={{ label: t('pay.label'), kbd: 'F9', onPay: () => payable && onPay(), testId: 'pay' }}
        after={
          basket.lines.length > 0 && basket.blocked ? (
            <Refusal code={basket.blocked.code} params={basket.blocked.params} />
          ) : undefined
        }
      />
      {editing === null ? null : <LineEditor line={editing} onClose={() => setEditing(null)} />}
    </aside>
  );
}

type LineProps = { readonly line: BasketLineView; readonly isFresh: boolean; readonly onEdit: () => void };

function Line({ line, isFresh, onEdit }: LineProps) {
  const common = useCommonWords();
  const t = usePosWords();
  const till = useTill();
  const [language] = useLanguage();
  const { staff } = useView(till.counter);
  const { currency } = useView(till.basket);
  const seller = staff.find(({ id }) => id === line.seller);
  const amount = { minor: line.netMinor ?? 0, currency: currency ?? 'CNY' };
  const was = line.listMinor !== null && line.netMinor !== null && line.listMinor * line.qty > line.netMinor;
  const variant = [
    sayWords(line.garment.colour, language),
    saySize(common, line.garment.size),
    ...(line.qty > 1 ? [`× ${line.qty}`] : []),
    ...(line.for === 'gift' ? [t('basket.gift')] : []),
    ...(line.netMinor === null ? [t('sell.noPrice')] : []),
  ];
  return (
    <BasketLine
      look={{ ...drawnAs(line.drawing), colour: line.hex ?? undefined }}
      name={sayWords(line.garment.name, language)}
      variant={variant}
      from={line.fitting ? common('evidence.tried') : undefined}
      seller={{ name: seller ? sayWords(seller.name, language) : '', seed: seller?.id, onChange: onEdit }}
      price={amount}
      reduced={was ? { was: { ...amount, minor: (line.listMinor ?? 0) * line.qty } } : undefined}
      isFresh={isFresh}
      onRemove={() => void till.removeLine(line.line)}
      testId="basket-line"
    />
  );
}
