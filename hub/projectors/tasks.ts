import type { TaskDocument } from '#shared/documents/documents';
import type { FactOf } from '#shared/facts/registry';
import { type FittingState, fittingOf, foldFitting, isOpen, noFitting } from '#shared/fitting/evolve';
import { taskOfFitting } from '#shared/fitting/views';
import type { FittingId, StoreId, TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { feedOf } from '../feeds/feeds';
import { type FeedDocument, putDocuments } from '../feeds/put-documents';
import { atMs, type Batch, clearTables, type Projector, withSeen } from './projector';

type FittingRow = {
  readonly fitting: FittingId;
  readonly state: FittingState;
  readonly seen: Readonly<Record<string, number>>;
};

/** Work that a store's tills share: visits that are open, orders to put aside until someone collects them. */
export const tasks: Projector = {
  name: 'tasks',
  reads: ['store', 'online'],
  shardOf: (tenant) => homeShard(tenant),
  clear: (tx, tenant) => clearTables(tx, tenant, ['fitting', 'collect']),
  fold: async (tx, batch) => {
    await foldFittings(tx, batch);
    await writeCollects(tx, batch);
  },
  publish: async (batch) => {
    const { context, tenant, store } = batch;
    const fittings = [...new Set(batch.facts.flatMap(({ fact }) => fittingOf(fact) ?? []))];
    if (store !== null) await publishFittings(context, tenant, store, fittings);
    for (const { order } of collectsOf(batch))
      await publishCollects(context, tenant, order.body.delivery.store, [order.id]);
  },
};

async function foldFittings(tx: Queryable, { tenant, store, facts }: Batch): Promise<void> {
  const visits = facts.filter(({ fact }) => fittingOf(fact) !== null);
  if (visits.length === 0 || store === null) return;
  const rows = new Map<FittingId, FittingRow>();
  const known = await readFittings(tx, tenant, store, [
    ...new Set(visits.flatMap(({ fact }) => fittingOf(fact) ?? [])),
  ]);
  for (const row of known) rows.set(row.fitting, row);
  for (const one of visits) {
    const fitting = fittingOf(one.fact);
    if (fitting === null) continue;
    const before = rows.get(fitting) ?? { fitting, state: noFitting(fitting), seen: {} };
    rows.set(fitting, { fitting, state: foldFitting(before.state, one.fact), seen: withSeen(before.seen, one) });
  }
  await tx.run(
    `insert into fitting (shard, tenant, store, fitting, state, seen)
     select $1, $2, $3, r.fitting, r.state, r.seen from jsonb_to_recordset($4) as r (fitting text, state jsonb, seen jsonb)
     on conflict (shard, tenant, store, fitting) do update set state = excluded.state, seen = excluded.seen`,
    [homeShard(tenant), tenant, store, JSON.stringify([...rows.values()])],
  );
}

async function readFittings(
  db: Queryable,
  tenant: TenantId,
  store: StoreId,
  fittings: readonly FittingId[],
): Promise<readonly FittingRow[]> {
  return db.run<FittingRow>(
    `select fitting, state, seen from fitting
     where shard = $1 and tenant = $2 and store = $3 and fitting = any($4)`,
    [homeShard(tenant), tenant, store, fittings],
  );
}

/** A visit that is over goes from the tills; its `seen` stays, so that none shows it again from its own facts. */
async function publishFittings(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  fittings: readonly FittingId[],
): Promise<void> {
  if (fittings.length === 0) return;
  const rows = await readFittings(context.db, tenant, store, fittings);
  const documents = rows.map(({ fitting, state, seen }): FeedDocument => {
    if (!isOpen(state)) return { id: fitting, body: {}, seen, deleted: true };
    const { id, seq: _seq, seen: _seen, ...body } = taskOfFitting(state, { seq: 0, seen: 0 });
    return { id, body, seen };
  });
  await putDocuments(context, feedOf('tasks', tenant, store), documents);
}

type Collect = { readonly order: CollectOrder; readonly atMs: InstantMs };
type CollectOrder = FactOf<'OrderPlaced'> & {
  readonly body: { readonly delivery: { readonly kind: 'collect'; readonly store: StoreId; readonly until: number } };
};

function collectsOf({ facts }: Batch): readonly Collect[] {
  return facts.flatMap((one) =>
    one.fact.kind === 'OrderPlaced' && one.fact.body.delivery.kind === 'collect'
      ? [{ order: one.fact as CollectOrder, atMs: atMs(one) }]
      : [],
  );
}

async function writeCollects(tx: Queryable, batch: Batch): Promise<void> {
  const rows = collectsOf(batch).map(({ order, atMs: at }) => {
    const { number, lines, delivery } = order.body;
    const task: TaskDocument['task'] = {
      kind: 'collect',
      order: order.id,
      number,
      until: delivery.until,
      lines: lines.map(({ garment, qty }) => ({ garment, qty })),
    };
    return { store: delivery.store, order: order.id, until: delivery.until, body: { at, task } };
  });
  if (rows.length === 0) return;
  await tx.run(
    `insert into collect (shard, tenant, store, order_id, until_at, body)
     select $1, $2, r.store, r.order, r.until, r.body
     from jsonb_to_recordset($3) as r (store text, "order" text, until bigint, body jsonb)
     on conflict do nothing`,
    [homeShard(batch.tenant), batch.tenant, JSON.stringify(rows)],
  );
}

async function publishCollects(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  orders: readonly string[],
): Promise<void> {
  const rows = await context.db.run<{ order_id: string; until_at: number; body: object }>(
    `select order_id, until_at, body from collect
     where shard = $1 and tenant = $2 and store = $3 and order_id = any($4)`,
    [homeShard(tenant), tenant, store, orders],
  );
  const nowMs = context.clock();
  const documents = rows.map(
    ({ order_id: id, until_at, body }): FeedDocument =>
      until_at > nowMs ? { id, body } : { id, body: {}, deleted: true },
  );
  await putDocuments(context, feedOf('tasks', tenant, store), documents);
}

/** Orders that nobody collected in time are no task any more. */
export async function dropOverdue(context: HubContext, tenant: TenantId, store: StoreId): Promise<void> {
  const rows = await context.db.run<{ order_id: string }>(
    `select c.order_id from collect c where c.shard = $1 and c.tenant = $2 and c.store = $3
     and c.until_at between $4 and $5`,
    [homeShard(tenant), tenant, store, context.clock() - OVERDUE_LOOK_BACK_MS, context.clock()],
  );
  if (rows.length === 0) return;
  await publishCollects(
    context,
    tenant,
    store,
    rows.map(({ order_id }) => order_id),
  );
}

/** A hub that stood still for longer than this tells tills nothing wrong: they show `until`. */
const OVERDUE_LOOK_BACK_MS = 14 * 86_400_000;
