import { type ReactNode, useEffect, useState } from 'react';
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
import { useMarkedLine } from '../use-marked-line';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './basket.module.css';
import { LineEditor } from './line-editor';

/** How long “really clear?” waits for its second press. */
const SURE_MS = 4_000;

type BasketProps = {
  readonly strip: ReactNode;
  readonly onPay: () => void;
};

/** What is being bought, for whom, and the one dark block that says the sum and takes it. One of them is of one basket. */
export function Basket({ strip, onPay }: BasketProps) {
  const t = usePosWords();
  const till = useTill();
  const basket = useView(till.basket);
  const { lines } = basket;
  const { line: marked, mark } = useMarkedLine(lines);
  const [editing, setEditing] = useState<number | null>(null);
  const [isAsked, setAsked] = useState(false);
  const sale = useCommand(till.completeSale);
  const currency = basket.currency ?? 'CNY';
  const blocked = lines.length === 0 ? (isAsked ? { code: 'basket-empty', params: {} } : null) : basket.blocked;
  const off = useCommand(till.removeLine);
  const unknown = basket.mayStand && !sale.isPending ? { code: 'outcome-unknown', params: {} } : null;
  const refusal = sale.refusal ?? off.refusal ?? unknown ?? blocked;
  const whenPayable = (act: () => void): void => {
    setAsked(lines.length === 0);
    if (lines.length > 0 && basket.blocked === null) act();
  };
  const takeExact = (): void => void sale.send({ tenders: [{ kind: 'cash', givenMinor: basket.totalMinor }] });
  const walk = (by: number): void => {
    const next = lines[lines.findIndex(({ line }) => line === marked) + by];
    if (next) mark(next.line);
  };
  useEffect(() => {
    if (lines.length > 0) setAsked(false);
  }, [lines.length]);
  useKeys({
    F9: () => whenPayable(onPay),
    F10: () => whenPayable(() => takeExact()),
    ArrowUp: () => walk(-1),
    ArrowDown: () => walk(1),
    '*': marked === null ? undefined : () => setEditing(marked),
    Delete: marked === null ? undefined : () => void off.send(marked),
  });

  return (
    <aside className={css.basket} aria-label={t('basket.title')}>
      {strip}
      {lines.length === 0 ? (
        <div className={css.empty}>
          <EmptyState title={t('basket.empty')}>{t('basket.emptyHint')}</EmptyState>
        </div>
      ) : (
        <ul className={css.lines}>
          {lines.map((line) => (
            <Line
              key={line.line}
              line={line}
              isMarked={line.line === marked}
              onEdit={() => setEditing(line.line)}
              onRemove={() => void off.send(line.line)}
            />
          ))}
        </ul>
      )}
      {refusal ? (
        <div className={css.refusal}>
          <Refusal code={refusal.code} params={refusal.params} />
        </div>
      ) : null}
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
            <DropBasket key={`${basket.id} ${basket.pieces}`} />
            <ActionButton
              tone="ink"
              kbd="F10"
              isPending={sale.isPending}
              onPress={() => whenPayable(() => takeExact())}
              testId="cash-exact"
            >
              {t('basket.cashExact')}
            </ActionButton>
          </>
        }
        pay={{ label: t('pay.label'), kbd: 'F9', onPay: () => whenPayable(onPay), testId: 'pay' }}
      />
      {editing === null ? null : <LineEditor line={editing} onClose={() => setEditing(null)} />}
    </aside>
  );
}

/** A full basket is cleared by the second press: it can't be got back. */
function DropBasket() {
  const t = usePosWords();
  const till = useTill();
  const { id, pieces } = useView(till.basket);
  const [isSure, setSure] = useState(pieces === 0);
  useEffect(() => {
    if (!isSure || pieces === 0) return;
    const timer = setTimeout(() => setSure(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [isSure, pieces]);
  return (
    <ActionButton tone="ink" onPress={() => (isSure ? void till.dropBasket(id) : setSure(true))} testId="drop-basket">
      {isSure && pieces > 0 ? t('basket.dropSure', { count: pieces }) : t('basket.drop')}
    </ActionButton>
  );
}

type LineProps = {
  readonly line: BasketLineView;
  readonly isMarked: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

function Line({ line, isMarked, onEdit, onRemove }: LineProps) {
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
      isFresh={isMarked}
      onRemove={onRemove}
      testId="basket-line"
    />
  );
}
