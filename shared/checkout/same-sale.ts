import { canonical } from '../kernel/canonical';
import type { AnchorId } from '../kernel/ids';
import { type Basket, whoseIs } from './basket';
import type { SaleCompletedBody, SaleLine, Tender } from './facts';
import type { CardTaken } from './tender';

/** A sale as decided or as it stands: the body, and the person it is for. */
export type SaidSale = { readonly who?: AnchorId | undefined; readonly body: SaleCompletedBody };

/**
 * Whether two say the same of money, goods and people. Receipt number, versions of the price lists and wording of the
 * garments may differ: a sale decided again after a lost answer has the number after its own.
 */
export function isSameSale(one: SaidSale, other: SaidSale): boolean {
  return canonical(saidBy(one)) === canonical(saidBy(other));
}

/** Whether a sale is of this basket as it is now: the same lines for the same person, at whatever price. */
export function isSaleOf(basket: Basket, { who, body }: SaidSale): boolean {
  const asked = basket.lines.map((line) => ({ ...line, for: whoseIs(line, basket.who) }));
  return (who ?? null) === basket.who && canonical(asked.map(goodsOf)) === canonical(body.lines.map(goodsOf));
}

/** Whether every garment of a basket is on a sale and no other, so that nothing is left to be sold. */
export function hasSameGoods({ lines }: Basket, { body }: SaidSale): boolean {
  return canonical(piecesOf(lines)) === canonical(piecesOf(body.lines));
}

/** Cards taken that are not among a sale's tenders. Two of the same amount and reference are two cards. */
export function cardsNotIn(taken: readonly CardTaken[], { body }: SaidSale): readonly CardTaken[] {
  const stand = body.tenders.map(nameOf);
  return taken.filter((card) => {
    const place = stand.indexOf(nameOf(card));
    if (place >= 0) stand.splice(place, 1);
    return place < 0;
  });
}

function saidBy({ who, body }: SaidSale): unknown {
  const { shift, currency, lines, tenders, roundingMinor, taxMinor, totalMinor } = body;
  const money = lines.map(({ unitMinor, netMinor, tax }) => ({ unitMinor, netMinor, tax }));
  return {
    who: who ?? null,
    goods: lines.map(goodsOf),
    ...{ shift, currency, money, tenders, roundingMinor, taxMinor, totalMinor },
  };
}

type Goods = Pick<SaleLine, 'garment' | 'qty' | 'seller' | 'for' | 'fitting'>;

function goodsOf({ garment, qty, seller, for: whose, fitting }: Goods): unknown {
  return { variant: garment.variant, qty, seller, for: whose, fitting };
}

function piecesOf(lines: readonly Pick<SaleLine, 'garment' | 'qty'>[]): Readonly<Record<string, number>> {
  const pieces: Record<string, number> = {};
  for (const { garment, qty } of lines) pieces[garment.variant] = (pieces[garment.variant] ?? 0) + qty;
  return pieces;
}

function nameOf(tender: Tender | CardTaken): string {
  return tender.kind === 'card' ? `${tender.minor} ${tender.reference}` : tender.kind;
}
