import type { SkuStock } from '../documents/documents';
import type { Fact } from '../facts/registry';
import type { StoreId, StyleId, VariantId } from '../kernel/ids';
import type { InstantMs } from '../kernel/time';

/**
 * What a fact does to one variant's stock in one store. `qty` is the number counted, the pieces that came
 * (positive) or went (negative), or the pieces put aside. `until` (ms): when pieces put aside are free again.
 */
export type StockMove = {
  readonly kind: 'counted' | 'moved' | 'held';
  readonly variant: VariantId;
  readonly style: StyleId;
  readonly qty: number;
  readonly hlc: number;
  readonly until?: InstantMs;
};

/** Stock of a variant of which nothing is known. */
export const noStock: SkuStock = { countAt: 0, counted: 0, after: 0, held: 0 };

/**
 * What a fact does to a store's stock, line by line. An order to collect holds pieces, and only its hand-over moves them;
 * an order to ship says nothing of any store until it is sent.
 * NOTE `hlc` is the fact's own: a hub that received it earlier than it claims to have happened puts the lesser in.
 */
export function stockMovesOf(fact: Fact, store: StoreId): readonly StockMove[] {
  switch (fact.kind) {
    case 'SaleCompleted':
      if (fact.store !== store) return [];
      return fact.body.lines.map(({ garment, kind, qty }) => {
        const { variant, style } = garment;
        return { kind: 'moved', variant, style, qty: kind === 'sold' ? -qty : qty, hlc: fact.hlc };
      });
    case 'StockCounted':
      if (fact.store !== store) return [];
      return fact.body.lines.map((line) => ({ kind: 'counted', ...line, hlc: fact.hlc }));
    case 'OrderPlaced': {
      const { delivery, lines } = fact.body;
      if (delivery.kind !== 'collect' || delivery.store !== store) return [];
      return lines.map(({ garment: { variant, style }, qty }) => {
        return { kind: 'held', variant, style, qty, hlc: fact.hlc, until: delivery.until };
      });
    }
    default:
      return [];
  }
}

/**
 * One move on top of a known stock. A movement at or before the count was on the shelf when it was counted: it is
 * absorbed. A newer count takes the place of all before it.
 * NOTE a count that comes late can't be folded into a sum: {@link foldStock} recomputes from the movements.
 */
export function applyStock(state: SkuStock, move: StockMove): SkuStock {
  switch (move.kind) {
    case 'counted':
      return move.hlc > state.countAt ? { ...state, countAt: move.hlc, counted: move.qty, after: 0 } : state;
    case 'moved':
      return move.hlc > state.countAt ? { ...state, after: state.after + move.qty } : state;
    case 'held':
      return { ...state, held: Math.max(0, state.held + move.qty) };
  }
}

/** The stock of one variant from all its movements, in any order. Pieces held until before `nowMs` are free again. */
export function foldStock(moves: readonly StockMove[], nowMs: InstantMs): SkuStock {
  const counts = moves.filter(({ kind }) => kind === 'counted');
  const last = counts.reduce<StockMove | null>((newest, count) => laterCount(newest, count), null);
  const countAt = last?.hlc ?? 0;
  const moved = moves.filter(({ kind, hlc }) => kind === 'moved' && hlc > countAt);
  const held = moves.filter(({ kind, until }) => kind === 'held' && (until === undefined || until > nowMs));
  return {
    countAt,
    counted: last?.qty ?? 0,
    after: moved.reduce((sum, { qty }) => sum + qty, 0),
    held: Math.max(
      0,
      held.reduce((sum, { qty }) => sum + qty, 0),
    ),
  };
}

/** Pieces in the store. Negative means that more was sold than was known to be there. */
export function onHand({ counted, after }: SkuStock): number {
  return counted + after;
}

/** Pieces in the store that nobody has put aside. */
export function free(stock: SkuStock): number {
  return onHand(stock) - stock.held;
}

/** Of two counts at one moment the higher stands, so that no order is left to chance. */
function laterCount(a: StockMove | null, b: StockMove): StockMove {
  if (a === null) return b;
  return (a.hlc - b.hlc || a.qty - b.qty) > 0 ? a : b;
}
