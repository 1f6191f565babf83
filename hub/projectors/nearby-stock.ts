import type { SkuStock } from '#shared/documents/documents';
import { groupBy } from '#shared/kernel/group-by';
import { StoreId, type TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { free } from '#shared/stock/fold-stock';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { feedOf } from '../feeds/feeds';
import { type FeedDocument, putDocuments } from '../feeds/put-documents';
import { storeStream } from '../log/stream-names';

const BATCH = 100;

/** Asks for the neighbours to be told of these styles' stock, later and together. */
export async function markNear(
  db: Queryable,
  tenant: TenantId,
  styles: readonly string[],
  dueAtMs: InstantMs,
): Promise<void> {
  await db.run(
    `insert into near_dirty as d (shard, tenant, style, due_at)
     select $1, $2, s, $4 from unnest($3::text[]) as s
     on conflict (shard, tenant, style) do update set due_at = least(d.due_at, excluded.due_at), n = d.n + 1`,
    [homeShard(tenant), tenant, styles, dueAtMs],
  );
}

type StoreStyle = { readonly store: StoreId; readonly at: InstantMs; readonly skus: Readonly<Record<string, number>> };

/** Writes, for each store, one document a style with what every other store of the tenant has. */
export async function publishNearby(context: HubContext, tenant: TenantId, dueByMs: InstantMs): Promise<number> {
  const { db } = context;
  const shard = homeShard(tenant);
  const due = await db.run<{ style: string; n: number }>(
    'select style, n from near_dirty where shard = $1 and tenant = $2 and due_at <= $3 order by due_at, style limit $4',
    [shard, tenant, dueByMs, BATCH],
  );
  if (due.length === 0) return 0;
  const stores = await db.run<{ id: string }>('select id from store where shard = $1 and tenant = $2 order by id', [
    shard,
    tenant,
  ]);
  const styles = due.map(({ style }) => style);
  const held = new Map<string, StoreStyle[]>();
  for (const { id } of stores) {
    for (const [style, line] of await readStyles(db, tenant, StoreId.parse(id), styles)) {
      held.set(style, [...(held.get(style) ?? []), line]);
    }
  }
  for (const { id } of stores) {
    const documents = styles.flatMap((style): readonly FeedDocument[] => {
      const others = (held.get(style) ?? []).filter(({ store }) => store !== id);
      if (others.length === 0) return [];
      const at = Math.max(...others.map((other) => other.at));
      return [{ id: `near:${style}`, body: { at, stores: others.map(({ store, skus }) => ({ store, skus })) } }];
    });
    await putDocuments(context, feedOf('stock', tenant, StoreId.parse(id)), documents);
  }
  await db.run(
    `delete from near_dirty d using jsonb_to_recordset($3) as r (style text, n bigint)
     where d.shard = $1 and d.tenant = $2 and d.style = r.style and d.n = r.n`,
    [shard, tenant, JSON.stringify(due)],
  );
  return due.length;
}

async function readStyles(
  db: Queryable,
  tenant: TenantId,
  store: StoreId,
  styles: readonly string[],
): Promise<ReadonlyMap<string, StoreStyle>> {
  const rows = await db.run<{ style: string; variant: string; state: SkuStock; at: number }>(
    'select style, variant, state, at from stock where shard = $1 and store = $2 and style = any($3) order by variant',
    [storeStream(tenant, store).shard, store, styles],
  );
  return new Map(
    [...groupBy(rows, ({ style }) => style)].map(([style, skus]) => [
      style,
      {
        store,
        at: Math.max(...skus.map(({ at }) => at)),
        skus: Object.fromEntries(skus.map(({ variant, state }) => [variant, free(state)])),
      },
    ]),
  );
}
