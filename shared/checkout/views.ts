import type { Refusal } from '../kernel/result';
import { type Basket, type BasketLine, whoseIs } from './basket';
import { type CheckoutState, whyBlocked } from './decide';
import type { SaleLine } from './facts';
import { type PricedBasket, priceBasket } from './price-basket';

/** A line as a screen shows it. Amounts are minor units, null while the style has no price. */
export type BasketLineView = Omit<BasketLine, 'for'> & {
  readonly for: SaleLine['for'];
  readonly unitMinor: number | null;
  readonly listMinor: number | null;
  readonly netMinor: number | null;
};

/** A basket as a screen shows it. `blocked` says why it can't be paid now; null: it can. */
export type BasketView = Omit<PricedBasket, 'lines'> & {
  readonly lines: readonly BasketLineView[];
  readonly pieces: number;
  readonly taxInside: boolean;
  readonly blocked: Refusal | null;
};

export function viewBasket(basket: Basket, state: CheckoutState): BasketView {
  const priced = priceBasket(basket, state.findPrices, state.settings);
  const asked = whyBlocked(basket, state);
  return {
    ...priced,
    lines: priced.lines.map(({ line, ...rest }) => {
      const price = rest.status === 'priced' ? rest.price : null;
      return {
        ...line,
        for: whoseIs(line, basket.who),
        unitMinor: price?.unitMinor ?? null,
        listMinor: price?.listMinor ?? null,
        netMinor: price?.netMinor ?? null,
      };
    }),
    pieces: basket.lines.reduce((sum, { qty }) => sum + qty, 0),
    taxInside: state.settings.tax.inside,
    blocked: asked.ok ? null : asked.refusal,
  };
}
