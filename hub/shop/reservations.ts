import type { SkuStock } from '#shared/documents/documents';
import type { FactId, StoreId, TenantId, VariantId } from '#shared/kernel/ids';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import { free } from '#shared/stock/fold-stock';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { storeStream } from '../log/stream-names';

/** How long an order that was begun keeps its pieces before it stands in the log. */
const BEGUN_MS = 2 * 60_000;

/** Pieces of one store that an order wants, each variant once. */
export type Wanted = {
  readonly tenant: TenantId;
  readonly store: StoreId;
  readonly order: FactId;
  readonly pieces: ReadonlyMap<VariantId, number>;
};

/**
 * Puts pieces aside until the order stands: all of them or none. Free is what the store's stock says less what orders
 * before this one put aside; the stock's rows are held meanwhile, so that two orders never both get the last piece.
 * Refuses `out-of-stock {variant, left}`.
 */
export async function reserve(context: HubContext, wanted: Wanted): Promise<Result<null, 'out-of-stock'>> {
  return context.db.retrying(() =>
    context.db.transaction(async (tx) => {
      const shard = storeStream(wanted.tenant, wanted.store).shard;
      const nowMs = context.clock();
      const left = await freePieces(tx, shard, wanted, nowMs);
      for (const [variant, qty] of wanted.pieces) {
        const there = Math.max(0, left.get(variant) ?? 0);
        if (there < qty) return refuse('out-of-stock', { variant, left: there });
      }
      await keepPieces(tx, shard, wanted, nowMs + BEGUN_MS);
      return ok(null);
    }),
  );
}

/** The order stands: its pieces stay aside until the day it is collected by, or until the stock itself counts them. */
export async function confirmReservation(context: HubContext, wanted: Wanted, untilMs: InstantMs): Promise<void> {
  const { shard } = storeStream(wanted.tenant, wanted.store);
  await context.db.retrying(() => keepPieces(context.db, shard, wanted, untilMs));
}

async function freePieces(
  tx: Queryable,
  shard: number,
  { store, order, pieces }: Wanted,
  nowMs: InstantMs,
): Promise<ReadonlyMap<VariantId, number>> {
  const variants = [...pieces.keys()];
  const stocks = await tx.run<{ variant: VariantId; state: SkuStock }>(
    'select variant, state from stock where shard = $1 and store = $2 and variant = any($3) order by variant for update',
    [shard, store, variants],
  );
  await tx.run('delete from reservation where shard = $1 and store = $2 and until_at <= $3', [shard, store, nowMs]);
  const aside = await tx.run<{ variant: VariantId; qty: number }>(
    `select r.variant, sum(r.qty)::int as qty from reservation r
     where r.shard = $1 and r.store = $2 and r.variant = any($3) and r.order_id <> $4
       and not exists (select 1 from movement m
         where m.shard = r.shard and m.store = r.store and m.variant = r.variant and m.id = r.order_id)
     group by r.variant`,
    [shard, store, variants, order],
  );
  const asideOf = new Map(aside.map(({ variant, qty }) => [variant, qty]));
  return new Map(stocks.map(({ variant, state }) => [variant, free(state) - (asideOf.get(variant) ?? 0)]));
}

async function keepPieces(
  db: Queryable,
  shard: number,
  { store, order, pieces }: Wanted,
  untilMs: InstantMs,
): Promise<void> {
  const rows = [...pieces].map(([variant, qty]) => ({ variant, qty }));
  await db.run(
    `insert into reservation (shard, store, variant, order_id, qty, until_at)
     select $1, $2, r.variant, $3, r.qty, $4 from jsonb_to_recordset($5) as r (variant text, qty int)
     on conflict (shard, store, variant, order_id) do update set qty = excluded.qty, until_at = excluded.until_at`,
    [shard, store, order, untilMs, JSON.stringify(rows)],
  );
}
