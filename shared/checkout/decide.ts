import type { SettingsDocument } from '../documents/documents';
import { FACT_MAX_BYTES } from '../facts/envelope';
import { isTooLarge, utf8Length } from '../facts/fact-size';
import type { Happening, HappeningOf } from '../facts/happening';
import { canonical } from '../kernel/canonical';
import type { ShiftId } from '../kernel/ids';
import { invariant } from '../kernel/invariant';
import { sumMinor } from '../kernel/money';
import { ok, type Result, refuse } from '../kernel/result';
import { type Basket, whoseIs } from './basket';
import type { CompleteSale } from './commands';
import type { SaleCompletedBody, SaleLine } from './facts';
import { type FindPrices, type PricedBasket, type PricedLine, priceBasket } from './price-basket';
import type { CashRounding } from './round-cash';
import { type Settlement, settleTenders, type TenderRefusal } from './tender';

/** What a decision on a sale looks at. `series` and `receipts` are the journal head's; `shift` is the open one. */
export type CheckoutState = {
  readonly shift: { readonly id: ShiftId } | null;
  readonly settings: Pick<SettingsDocument, 'currency' | 'tax' | 'versions'>;
  readonly findPrices: FindPrices;
  readonly series: string;
  readonly receipts: number;
  readonly cashRounding?: CashRounding;
};

export type CheckoutRefusal =
  | 'shift-not-open'
  | 'basket-empty'
  | 'price-missing'
  | 'currency-mixed'
  | 'total-too-large'
  | 'fact-too-large'
  | TenderRefusal;

/**
 * Decides on a sale. The receipt takes the number after the last one used; it is used up only if the journal takes the
 * fact, so a refusal leaves no gap.
 *
 * Refuses `shift-not-open`, `basket-empty`, `price-missing {line, code}`, `currency-mixed {line, code}`,
 * `fact-too-large` and what {@link settleTenders} refuses.
 */
export function decideSale(
  { basket, tenders }: CompleteSale,
  state: CheckoutState,
): Result<readonly Happening[], CheckoutRefusal> {
  const blocked = whyBlocked(basket, state);
  if (!blocked.ok) return blocked;
  const priced = blocked.value;
  const settled = settleTenders(priced.totalMinor, tenders, state.cashRounding);
  if (!settled.ok) return settled;
  const sale: HappeningOf<'SaleCompleted'> = {
    kind: 'SaleCompleted',
    capture: weakestCapture(basket),
    ...(basket.who === null ? {} : { who: basket.who }),
    body: bodyOf(basket, priced, settled.value, state),
  };
  return isTooLarge(sale) ? refuse('fact-too-large') : ok([sale]);
}

/** The priced basket, or why it can't be paid now, whatever is handed over. */
export function whyBlocked(basket: Basket, state: CheckoutState): Result<PricedBasket, CheckoutRefusal> {
  if (state.shift === null) return refuse('shift-not-open');
  if (basket.lines.length === 0) return refuse('basket-empty');
  const priced = priceBasket(basket, state.findPrices, state.settings);
  const unpriced = priced.lines.find((line) => line.status === 'unpriced');
  if (unpriced) return refuse(unpriced.missing, { line: unpriced.line.line, code: unpriced.line.garment.code });
  if (!Number.isSafeInteger(priced.totalMinor)) return refuse('total-too-large');
  return isBeyondOneFact(basket, priced) ? refuse('fact-too-large') : ok(priced);
}

/** So few lines fit whatever is written on their garments, and need no measuring. */
const LINES_SURELY_FIT = 10;
/** More than tenders and sums of any sale take. */
const PAYMENT_BYTES = 8 * 1024;

/** Found out before money is taken: a receipt that no hub takes can't be written after it. */
function isBeyondOneFact(basket: Basket, { lines }: PricedBasket): boolean {
  if (lines.length <= LINES_SURELY_FIT) return false;
  const said = lines.map((line, index) => lineOf(line, index + 1, basket));
  return utf8Length(canonical(said)) + PAYMENT_BYTES > FACT_MAX_BYTES;
}

function bodyOf(
  basket: Basket,
  priced: PricedBasket,
  { tenders, roundingMinor, totalMinor }: Settlement,
  { shift, settings, series, receipts }: CheckoutState,
): SaleCompletedBody {
  invariant(shift !== null, 'a shift is open');
  const body: SaleCompletedBody = {
    receipt: { series, number: receipts + 1 },
    shift: shift.id,
    currency: priced.currency,
    lines: priced.lines.map((line, index) => lineOf(line, index + 1, basket)),
    tenders,
    roundingMinor,
    taxMinor: priced.taxMinor,
    totalMinor,
    versions: {
      prices: settings.versions.prices,
      promotions: settings.versions.promotions,
      taxes: settings.tax.version,
    },
  };
  invariant(isBalanced(body), 'a sale’s sums hold');
  return body;
}

function lineOf(priced: PricedLine, number: number, basket: Basket): SaleLine {
  invariant(priced.status === 'priced', 'every line has a price');
  const { garment, qty, seller, capture, fitting } = priced.line;
  return {
    line: number,
    kind: 'sold',
    garment,
    qty,
    ...priced.price,
    seller,
    for: whoseIs(priced.line, basket.who),
    capture,
    fitting,
    original: null,
  };
}

/** Whether lines, tax on top, rounding and tenders of a sale add up, and each line to its pieces less its discounts. */
export function isBalanced({ lines, tenders, roundingMinor, taxMinor, totalMinor }: SaleCompletedBody): boolean {
  const taxes = lines.flatMap(({ tax }) => tax);
  const onTop = sumMinor(taxes.filter(({ inside }) => !inside).map(({ minor }) => minor));
  const net = sumMinor(lines.map(({ netMinor }) => netMinor));
  return (
    lines.every(isLineBalanced) &&
    sumMinor(taxes.map(({ minor }) => minor)) === taxMinor &&
    net + onTop + roundingMinor === totalMinor &&
    sumMinor(tenders.map(({ minor }) => minor)) === totalMinor &&
    tenders.every((tender) => tender.kind !== 'cash' || tender.givenMinor - tender.changeMinor === tender.minor)
  );
}

function isLineBalanced({ kind, unitMinor, qty, discounts, netMinor }: SaleLine): boolean {
  const worth = unitMinor * qty - sumMinor(discounts.map(({ minor }) => minor));
  return (kind === 'sold' ? worth : -worth || 0) === netMinor;
}

/** A sale is as clean as its worst line: one typed in, and the whole was not scanned. */
function weakestCapture({ lines }: Basket): SaleLine['capture'] {
  return (['typed', 'picked'] as const).find((capture) => lines.some((line) => line.capture === capture)) ?? 'scan';
}
