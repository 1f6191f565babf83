import type { NearbyStockDocument, SkuStock, StockDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import type { StoreId, StyleId, VariantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { free, type StockMove, stockMovesOf } from '#shared/stock/fold-stock';
import { addMoves } from '#shared/sync/overlay';
import type { OwnFacts } from './own-facts';
import type { Table } from './tables';
import { derive, type View } from './view';

/** A style's pieces in this store, own moves counted in, and at the neighbours as last heard. */
export type StyleStock = {
  readonly free: (variant: VariantId) => number | null;
  /** Free pieces of the whole style here; null where nothing was ever heard of it. */
  readonly total: number | null;
  readonly atMs: InstantMs | null;
  readonly nearby: (variant: VariantId) => readonly { readonly store: StoreId; readonly free: number }[];
  readonly nearbyAtMs: InstantMs | null;
};

export type StockOverlay = {
  readonly version: View<unknown>;
  readonly ofStyle: (style: StyleId) => StyleStock;
};

/** Keeps this till's own moves by style, so that a style is overlaid without looking through every fact. */
export function createStockOverlay(
  stock: Table<StockDocument | NearbyStockDocument>,
  own: OwnFacts,
  store: StoreId,
): StockOverlay {
  const movesOf = new Map<string, StockMove[]>();
  const taken = new Set<string>();
  let takenUpTo = -1;

  function takeOwn(): void {
    const version = own.version.get();
    if (version === takenUpTo) return;
    takenUpTo = version;
    for (const fact of own.all()) if (!taken.has(fact.id)) takeFact(fact);
  }

  function takeFact(fact: Fact): void {
    taken.add(fact.id);
    for (const move of stockMovesOf(fact, store)) {
      const moves = movesOf.get(move.style) ?? [];
      moves.push(move);
      movesOf.set(move.style, moves);
    }
  }

  return {
    version: derive([stock.version, own.version], () => ({})),
    ofStyle: (style) => {
      takeOwn();
      const document = stock.get(style);
      const here = document !== undefined && 'skus' in document ? document : null;
      const nearby = stock.get(`near:${style}`);
      const moves = (movesOf.get(style) ?? []).filter(({ hlc }) => hlc > (here?.seen ?? 0));
      const skus: Readonly<Record<string, SkuStock>> = addMoves(here?.skus ?? {}, moves);
      const known = Object.values(skus);
      const stores = nearby !== undefined && 'stores' in nearby ? nearby : null;
      return {
        free: (variant) => (skus[variant] === undefined ? (here === null ? null : 0) : free(skus[variant])),
        total: here === null && known.length === 0 ? null : known.reduce((sum, sku) => sum + free(sku), 0),
        atMs: here?.at ?? null,
        nearby: (variant) =>
          (stores?.stores ?? []).flatMap((other) => {
            const pieces = other.skus[variant];
            return pieces === undefined ? [] : [{ store: other.store, free: pieces }];
          }),
        nearbyAtMs: stores?.at ?? null,
      };
    },
  };
}
