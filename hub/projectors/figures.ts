import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { atMs, type Batch, clearTables, type LogFact, type Projector } from './projector';

type Sums = {
  readonly day: string;
  readonly sales: number;
  readonly minor: number;
  readonly identified: number;
  readonly fittings: number;
  readonly orders: number;
  readonly facts: number;
  readonly newest: number;
};

/** Sums of a store and business date for the manager's page; what happens online stands under no store. */
export const figures: Projector = {
  name: 'figures',
  reads: ['store', 'online'],
  shardOf: (tenant) => homeShard(tenant),
  clear: (tx, tenant) => clearTables(tx, tenant, ['figure']),
  fold: async (tx, batch) => {
    const days = new Map<string, Sums>();
    for (const one of batch.facts) {
      const sums = sumsOf(one);
      const known = days.get(sums.day);
      days.set(sums.day, known ? added(known, sums) : sums);
    }
    await addSums(tx, batch, [...days.values()]);
  },
};

function sumsOf(one: LogFact): Sums {
  const { fact } = one;
  const isSale = fact.kind === 'SaleCompleted';
  return {
    day: fact.businessDate ?? fact.occurredAt.slice(0, 10),
    sales: isSale ? 1 : 0,
    minor: isSale || fact.kind === 'OrderPlaced' ? fact.body.totalMinor : 0,
    identified: isSale && fact.who !== undefined ? 1 : 0,
    fittings: fact.kind === 'FittingEnded' ? 1 : 0,
    orders: fact.kind === 'OrderPlaced' ? 1 : 0,
    facts: 1,
    newest: atMs(one),
  };
}

function added(a: Sums, b: Sums): Sums {
  return {
    day: a.day,
    sales: a.sales + b.sales,
    minor: a.minor + b.minor,
    identified: a.identified + b.identified,
    fittings: a.fittings + b.fittings,
    orders: a.orders + b.orders,
    facts: a.facts + b.facts,
    newest: Math.max(a.newest, b.newest),
  };
}

async function addSums(tx: Queryable, { tenant, store }: Batch, days: readonly Sums[]): Promise<void> {
  if (days.length === 0) return;
  await tx.run(
    `insert into figure as f
       (shard, tenant, store, day, sales, minor, identified, fittings, orders, facts, newest_at)
     select $1, $2, $3, r.day, r.sales, r.minor, r.identified, r.fittings, r.orders, r.facts, r.newest
     from jsonb_to_recordset($4) as r (day text, sales int, minor bigint, identified int, fittings int,
       orders int, facts int, newest bigint)
     on conflict (shard, tenant, store, day) do update
       set sales = f.sales + excluded.sales, minor = f.minor + excluded.minor,
         identified = f.identified + excluded.identified, fittings = f.fittings + excluded.fittings,
         orders = f.orders + excluded.orders, facts = f.facts + excluded.facts,
         newest_at = greatest(f.newest_at, excluded.newest_at)`,
    [homeShard(tenant), tenant, store ?? '', JSON.stringify(days)],
  );
}
