import type { TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';

/** An anchor whose person's documents are to be written again: for one store, or (empty) for all. */
export type Dirty = { readonly who: string; readonly store: string; readonly dueAtMs: InstantMs };

/** Asks for documents to be written again. An earlier time that was asked for stays. */
export async function markDirty(tx: Queryable, tenant: TenantId, dirty: readonly Dirty[]): Promise<void> {
  if (dirty.length === 0) return;
  const earliest = new Map<string, Dirty>();
  for (const one of dirty) {
    const key = `${one.who} ${one.store}`;
    const known = earliest.get(key);
    if (!known || one.dueAtMs < known.dueAtMs) earliest.set(key, one);
  }
  await tx.run(
    `insert into dirty as d (shard, tenant, who, store, due_at)
     select $1, $2, r.who, r.store, r.due from jsonb_to_recordset($3) as r (who text, store text, due bigint)
     on conflict (shard, tenant, who, store) do update
       set due_at = least(d.due_at, excluded.due_at), n = d.n + 1`,
    [
      homeShard(tenant),
      tenant,
      JSON.stringify([...earliest.values()].map(({ who, store, dueAtMs: due }) => ({ who, store, due }))),
    ],
  );
}
