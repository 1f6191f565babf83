import type { SkuStock } from '#shared/documents/documents';
import { groupBy } from '#shared/kernel/group-by';
import type { StoreId, TenantId, VariantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { applyStock, foldStock, noStock, type StockMove, stockMovesOf } from '#shared/stock/fold-stock';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { feedOf } from '../feeds/feeds';
import { type FeedDocument, putDocuments } from '../feeds/put-documents';
import { storeStream } from '../log/stream-names';
import { markNear } from './nearby-stock';
import { type Batch, type LogFact, type Projector, withSeen } from './projector';

/** One movement, with the fact and line it came of. */
type Moved = StockMove & { readonly id: string; readonly line: number; readonly one: LogFact };

type StockRow = {
  readonly variant: VariantId;
  readonly style: string;
  readonly state: SkuStock;
  readonly seen: Readonly<Record<string, number>>;
  readonly at: number;
};

/**
 * Stock of every store, SKU by SKU, by the till's own reducer. Movements are kept, because a count that comes late
 * takes the place of what was summed up meanwhile.
 */
export const stock: Projector = {
  name: 'stock',
  reads: ['store', 'online'],
  shardOf: (_, stream) => stream.shard,
  clear: async (tx, tenant, stores) => {
    for (const store of stores) {
      const { shard } = storeStream(tenant, store);
      await tx.run('delete from movement where shard = $1 and store = $2', [shard, store]);
      await tx.run('delete from stock where shard = $1 and store = $2', [shard, store]);
    }
  },
  fold: async (tx, batch) => {
    for (const [store, moves] of movesByStore(batch)) await foldStore(tx, batch, store, moves);
  },
  publish: async (batch) => {
    for (const [store, moves] of movesByStore(batch)) {
      const styles = [...new Set(moves.map(({ style }) => style as string))];
      await publishStock(batch.context, batch.tenant, store, styles);
    }
  },
};

/** Which stores' stock a batch moves. An online order names the store it is collected in. */
function movesByStore({ facts, store }: Batch): ReadonlyMap<StoreId, readonly Moved[]> {
  const byStore = new Map<StoreId, Moved[]>();
  for (const one of facts) {
    const where = store ?? collectedIn(one);
    if (where === null) continue;
    const moves = stockMovesOf({ ...one.fact, hlc: one.at }, where);
    const found = byStore.get(where) ?? [];
    if (moves.length > 0) byStore.set(where, found);
    found.push(...moves.map((move, line) => ({ ...move, id: one.fact.id, line, one })));
  }
  return byStore;
}

function collectedIn({ fact }: LogFact): StoreId | null {
  return fact.kind === 'OrderPlaced' && fact.body.delivery.kind === 'collect' ? fact.body.delivery.store : null;
}

async function foldStore(tx: Queryable, batch: Batch, store: StoreId, moves: readonly Moved[]): Promise<void> {
  const { shard } = storeStream(batch.tenant, store);
  await writeMoves(tx, shard, store, moves);
  const variants = [...new Set(moves.map(({ variant }) => variant))];
  const known = await readStock(tx, shard, store, variants);
  const touched = groupBy(moves, ({ variant }) => variant);
  const recomputed = [...touched].flatMap(([variant, own]) => (own.every(isSum) ? [] : [variant]));
  const whole = await readMoves(tx, shard, store, recomputed);
  const rows = [...touched].map(([variant, own]): StockRow => {
    const before = known.get(variant);
    const all = whole.get(variant);
    return {
      variant,
      style: own[0]?.style ?? before?.style ?? '',
      state: all ? foldStock(all, batch.nowMs) : own.reduce<SkuStock>(applyStock, before?.state ?? noStock),
      seen: own.reduce((seen, { one }) => withSeen(seen, one), before?.seen ?? {}),
      at: Math.max(before?.at ?? 0, ...own.map(({ one }) => hlcMs(one.at))),
    };
  });
  await writeStock(tx, shard, store, rows);
}

/** A plain movement adds to the sum; a count or a reservation makes the sum anew. */
function isSum({ kind }: StockMove): boolean {
  return kind === 'moved';
}

async function writeMoves(tx: Queryable, shard: number, store: StoreId, moves: readonly Moved[]): Promise<void> {
  const rows = moves.map(({ kind, variant, style, qty, hlc, until, id, line }) => ({
    variant,
    style,
    hlc,
    id,
    line,
    delta: kind === 'moved' ? qty : 0,
    counted: kind === 'counted' ? qty : null,
    held: kind === 'held' ? qty : 0,
    until: until ?? null,
  }));
  await tx.run(
    `insert into movement (shard, store, variant, style, hlc, id, line, delta, counted, held, until_at)
     select $1, $2, r.variant, r.style, r.hlc, r.id, r.line, r.delta, r.counted, r.held, r.until
     from jsonb_to_recordset($3) as r (variant text, style text, hlc bigint, id text, line int, delta int,
       counted int, held int, until bigint)
     on conflict do nothing`,
    [shard, store, JSON.stringify(rows)],
  );
}

type MoveRow = {
  readonly variant: VariantId;
  readonly style: StockMove['style'];
  readonly hlc: number;
  readonly delta: number;
  readonly counted: number | null;
  readonly held: number;
  readonly until_at: number | null;
};

async function readMoves(
  db: Queryable,
  shard: number,
  store: StoreId,
  variants: readonly VariantId[],
): Promise<ReadonlyMap<VariantId, readonly StockMove[]>> {
  if (variants.length === 0) return new Map();
  const rows = await db.run<MoveRow>(
    `select variant, style, hlc, delta, counted, held, until_at from movement
     where shard = $1 and store = $2 and variant = any($3)`,
    [shard, store, variants],
  );
  return groupBy(rows.map(moveOf), ({ variant }) => variant);
}

function moveOf({ variant, style, hlc, delta, counted, held, until_at }: MoveRow): StockMove {
  if (counted !== null) return { kind: 'counted', variant, style, hlc, qty: counted };
  if (until_at !== null || held !== 0) {
    return { kind: 'held', variant, style, hlc, qty: held, ...(until_at === null ? {} : { until: until_at }) };
  }
  return { kind: 'moved', variant, style, hlc, qty: delta };
}

async function readStock(
  tx: Queryable,
  shard: number,
  store: StoreId,
  variants: readonly VariantId[],
): Promise<ReadonlyMap<VariantId, StockRow>> {
  const rows = await tx.run<StockRow>(
    'select variant, style, state, seen, at from stock where shard = $1 and store = $2 and variant = any($3)',
    [shard, store, variants],
  );
  return new Map(rows.map((row) => [row.variant, row]));
}

async function writeStock(tx: Queryable, shard: number, store: StoreId, rows: readonly StockRow[]): Promise<void> {
  await tx.run(
    `insert into stock (shard, store, variant, style, state, seen, at)
     select $1, $2, r.variant, r.style, r.state, r.seen, r.at
     from jsonb_to_recordset($3) as r (variant text, style text, state jsonb, seen jsonb, at bigint)
     on conflict (shard, store, variant) do update
       set style = excluded.style, state = excluded.state, seen = excluded.seen, at = excluded.at`,
    [shard, store, JSON.stringify(rows)],
  );
}

/** Writes a store's documents of these styles, and asks for the neighbours to be told. */
export async function publishStock(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  styles: readonly string[],
): Promise<void> {
  if (styles.length === 0) return;
  const rows = await context.db.run<StockRow>(
    `select variant, style, state, seen, at from stock
     where shard = $1 and store = $2 and style = any($3) order by style, variant`,
    [storeStream(tenant, store).shard, store, styles],
  );
  const documents = [...groupBy(rows, ({ style }) => style)].map(
    ([style, skus]): FeedDocument => ({
      id: style,
      body: {
        at: Math.max(...skus.map(({ at }) => at)),
        skus: Object.fromEntries(skus.map(({ variant, state }) => [variant, state])),
      },
      seen: skus.reduce<Readonly<Record<string, number>>>((all, { seen }) => laterOfBoth(all, seen), {}),
    }),
  );
  await putDocuments(context, feedOf('stock', tenant, store), documents);
  await markNear(context.db, tenant, styles, context.clock() + context.config.nearbyMs);
}

function laterOfBoth(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const both = { ...a };
  for (const [device, hlc] of Object.entries(b)) both[device] = Math.max(both[device] ?? 0, hlc);
  return both;
}

/** Pieces held for orders that nobody collected in time are free again. @returns how many SKUs changed */
export async function releaseHeld(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  nowMs: InstantMs,
): Promise<number> {
  const { shard } = storeStream(tenant, store);
  const released = await context.db.transaction(async (tx) => {
    const rows = await tx.run<{ variant: VariantId; style: string }>(
      `update movement set held = 0, until_at = null
       where shard = $1 and store = $2 and until_at is not null and until_at <= $3 returning variant, style`,
      [shard, store, nowMs],
    );
    const variants = [...new Set(rows.map(({ variant }) => variant))];
    const [moves, known] = [await readMoves(tx, shard, store, variants), await readStock(tx, shard, store, variants)];
    const changed = [...known.values()].map((row) => ({
      ...row,
      state: foldStock(moves.get(row.variant) ?? [], nowMs),
    }));
    if (changed.length > 0) await writeStock(tx, shard, store, changed);
    return rows;
  });
  await publishStock(context, tenant, store, [...new Set(released.map(({ style }) => style))]);
  return released.length;
}
