import { Fragment, useEffect, useRef } from 'react';
import type { Money } from '#shared/kernel/money';
import { useCommonWords } from '../text/use-words';
import { Avatar } from './avatar';
import css from './basket-line.module.css';
import { Garment, type GarmentLook } from './garment';
import { Icon } from './icon';
import { joinClasses } from './join-classes';
import { MoneyText } from './money-text';
import { Separator } from './separator';

export type BasketLineProps = {
  readonly look: GarmentLook;
  readonly name: string;
  /** Colour, size, and a quantity above one: short pieces of text. */
  readonly variant: readonly string[];
  /** Where it comes from, for example the fitting room. */
  readonly from?: string | undefined;
  /** Who gets the line; pressing changes it. */
  readonly seller?:
    | { readonly name: string; readonly seed?: string | undefined; readonly onChange: () => void }
    | undefined;
  /** What the line costs; negative when it comes back. */
  readonly price: Money;
  /** The price before, and why it is lower: “−10%”. */
  readonly reduced?: { readonly was: Money; readonly why?: string | undefined } | undefined;
  /** The line added last; it scrolls into sight. */
  readonly isFresh?: boolean;
  readonly onRemove?: (() => void) | undefined;
  readonly testId?: string | undefined;
};

/** One garment in the basket: cloth, name, variant, seller's face, price. Rows keep their height. */
export function BasketLine(props: BasketLineProps) {
  const { look, name, variant, from, seller, price, reduced, isFresh = false, onRemove, testId } = props;
  const t = useCommonWords();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isFresh) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isFresh]);
  return (
    <li
      ref={row}
      className={joinClasses(css.line, isFresh && css.fresh)}
      aria-current={isFresh || undefined}
      data-testid={testId}
    >
      <Garment size="line" {...look} />
      <div style={{ minWidth: 0 }}>
        <span className={css.name}>{name}</span>
        <span className={css.variant}>
          {variant.map((part, place) => (
            <Fragment key={part}>
              {place === 0 ? null : <Separator />}
              <span>{part}</span>
            </Fragment>
          ))}
          {from === undefined ? null : <span className={css.from}>{from}</span>}
        </span>
      </div>
      {seller === undefined ? (
        <span />
      ) : (
        <button
          type="button"
          className={css.press}
          aria-label={t('person.seller', { name: seller.name })}
          onClick={seller.onChange}
        >
          <Avatar name={seller.name} seed={seller.seed} />
        </button>
      )}
      <div className={joinClasses(css.price, price.minor < 0 && css.back)}>
        <MoneyText amount={price} hasMark={false} />
        {reduced === undefined ? null : (
          <small className={css.was}>
            <MoneyText amount={reduced.was} hasMark={false} />
            {reduced.why === undefined ? null : <span>{reduced.why}</span>}
          </small>
        )}
      </div>
      {onRemove === undefined ? null : (
        <button
          type="button"
          className={joinClasses(css.press, css.remove)}
          aria-label={`${t('actions.remove')} ${name}`}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
