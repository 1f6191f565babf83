import { z } from 'zod';
import { sumMinor } from '../kernel/money';
import { ok, type Result, refuse } from '../kernel/result';
import type { Tender } from './facts';
import { type CashRounding, noCashRounding, roundCash } from './round-cash';

/** At most this many characters of a terminal's reference are recorded. */
export const REFERENCE_MAX = 80;

/** An amount, more than zero, that a terminal of its own has charged to a card, with the reference it printed. */
export const CardTaken = z
  .object({ kind: z.literal('card'), minor: z.int().positive(), reference: z.string().max(REFERENCE_MAX) })
  .readonly();
export type CardTaken = z.output<typeof CardTaken>;

/**
 * Money handed over. Cash: the notes and coins given, from which the change is worked out. Card: what a terminal of its
 * own took, with the reference it printed; recorded here, not asked for.
 */
export type TenderAsk = { readonly kind: 'cash'; readonly givenMinor: number } | CardTaken;

/** A paid amount. The tenders sum to `totalMinor` = what was due + `roundingMinor`. `changeMinor` goes back to the shopper. */
export type Settlement = {
  readonly tenders: readonly Tender[];
  readonly roundingMinor: number;
  readonly totalMinor: number;
  readonly changeMinor: number;
};

export type TenderRefusal = 'tender-short' | 'tender-invalid' | 'card-over-total' | 'too-many-tenders';

/** At most this many tenders in one sale; one of them is kept for cash. */
export const TENDERS_MAX = 12;

/** How far a payment is: what cards took, what is still due in cash, and what is given back. Minor units, none negative. */
export type TenderView = { readonly openMinor: number; readonly changeMinor: number; readonly roundingMinor: number };

/**
 * Settles what is due with what was handed over. Cards first and never beyond what is due; cash pays the rest, rounded
 * to the smallest coin, and gives change. An amount below zero is paid back in cash.
 *
 * Refuses `tender-short {missingMinor}`, `tender-invalid`, `card-over-total {mostMinor}` and `too-many-tenders {most}`.
 */
export function settleTenders(
  dueMinor: number,
  asks: readonly TenderAsk[],
  rounding: CashRounding = noCashRounding,
): Result<Settlement, TenderRefusal> {
  if (!asks.every(isWhole)) return refuse('tender-invalid');
  const cards = asks.filter((ask) => ask.kind === 'card');
  const cash = asks.filter((ask) => ask.kind === 'cash');
  if (cards.length + 1 > TENDERS_MAX) return refuse('too-many-tenders', { most: TENDERS_MAX });
  const cardMinor = sumMinor(cards.map(({ minor }) => minor));
  const mostMinor = Math.max(0, dueMinor);
  if (cardMinor > mostMinor) return refuse('card-over-total', { mostMinor });
  const { openMinor, changeMinor, roundingMinor } = viewTenders(dueMinor, asks, rounding);
  if (openMinor > 0) return refuse('tender-short', { missingMinor: openMinor });
  const givenMinor = sumMinor(cash.map((ask) => ask.givenMinor));
  const inDrawer: Tender = { kind: 'cash', minor: givenMinor - changeMinor, givenMinor, changeMinor };
  const isCash = givenMinor !== 0 || changeMinor !== 0;
  return ok({
    tenders: [...cards, ...(isCash ? [inDrawer] : [])],
    roundingMinor,
    totalMinor: dueMinor + roundingMinor,
    changeMinor,
  });
}

/** How far a payment is while it is being made. */
export function viewTenders(
  dueMinor: number,
  asks: readonly TenderAsk[],
  rounding: CashRounding = noCashRounding,
): TenderView {
  const cardMinor = sumMinor(asks.map((ask) => (ask.kind === 'card' ? ask.minor : 0)));
  const givenMinor = sumMinor(asks.map((ask) => (ask.kind === 'cash' ? ask.givenMinor : 0)));
  const restMinor = dueMinor - cardMinor;
  const roundingMinor = roundCash(restMinor, rounding);
  const openMinor = restMinor + roundingMinor - givenMinor;
  return { openMinor: Math.max(0, openMinor), changeMinor: Math.max(0, -openMinor), roundingMinor };
}

function isWhole(ask: TenderAsk): boolean {
  const minor = ask.kind === 'cash' ? ask.givenMinor : ask.minor;
  const isEmptyCard = ask.kind === 'card' && minor === 0;
  return Number.isSafeInteger(minor) && minor >= 0 && !isEmptyCard;
}
