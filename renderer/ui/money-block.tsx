import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '#shared/kernel/money';
import { languageOf } from '../text/language';
import { ActionButton } from './action-button';
import css from './money-block.module.css';
import { MoneyText, moneyLine } from './money-text';

/** A line above the sum: what was paid, what is left. */
export type MoneyRow = { readonly label: string; readonly amount: Money };

export type MoneyBlockProps = {
  readonly total: Money;
  /** Says what the sum is where it is not the plain total: “Change”. */
  readonly title?: string | undefined;
  /** Pieces in the basket. */
  readonly pieces?: number | undefined;
  /** Tax inside the total. */
  readonly tax?: Money | undefined;
  readonly rows?: readonly MoneyRow[];
  /** Up to three `ActionButton tone="ink"`; they share the width evenly. */
  readonly actions?: ReactNode;
  /** The pay button, 60 px over the full width. Without it the block only tells. */
  readonly pay?:
    | {
        readonly label: string;
        readonly onPay: () => void;
        readonly kbd?: string | undefined;
        readonly isPending?: boolean;
        readonly disabledBecause?: string | undefined;
        readonly testId?: string | undefined;
      }
    | undefined;
  /** Small words under the button. */
  readonly after?: ReactNode;
};

/** The one reversed block of a selling screen, bottom right: the sum and how to take it. */
export function MoneyBlock({ total, title, pieces, tax, rows = [], actions, pay, after }: MoneyBlockProps) {
  const { t, i18n } = useTranslation('common');
  return (
    <section className={css.block} aria-label={t('money.total')}>
      {rows.length === 0 ? null : (
        <dl className={css.rows}>
          {rows.map((row) => (
            <div key={row.label}>
              <dt>{row.label}</dt>
              <dd>
                <MoneyText amount={row.amount} hasMark={false} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={css.sum}>
        <div className={css.notes}>
          {title === undefined ? null : <div className={css.title}>{title}</div>}
          {pieces === undefined ? null : <div>{t('units.pieces', { count: pieces })}</div>}
          {tax === undefined ? null : (
            <div>{t('money.taxInside', { tax: moneyLine(tax, languageOf(i18n), { hasMark: false }) })}</div>
          )}
        </div>
        <output aria-live="polite">
          <MoneyText amount={total} size="big" />
        </output>
      </div>
      {actions === undefined ? null : <div className={css.actions}>{actions}</div>}
      {pay === undefined ? null : (
        <ActionButton
          tone="pay"
          isWide
          onPress={pay.onPay}
          kbd={pay.kbd}
          isPending={pay.isPending ?? false}
          disabledBecause={pay.disabledBecause}
          testId={pay.testId}
        >
          {pay.label}
        </ActionButton>
      )}
      {after === undefined ? null : <div className={css.after}>{after}</div>}
    </section>
  );
}
