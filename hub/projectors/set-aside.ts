import type { TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import type { StreamRef } from '../log/log-row';
import type { PositionKey } from './positions';

/** A fact that a projector went past, because what is in it does not fit into that projector's tables. */
export type SetAside = { readonly stream: string; readonly fact: string; readonly atMs: InstantMs };

/** Notes it beside the projector's position, in the same transaction. `code` is the database's. */
export async function setAside(
  tx: Queryable,
  tenant: TenantId,
  { shard, projector, stream }: PositionKey,
  {
    fact,
    seq,
    code,
    atMs,
  }: { readonly fact: string; readonly seq: number; readonly code: string; readonly atMs: InstantMs },
): Promise<void> {
  await tx.run(
    `insert into set_aside (shard, tenant, stream, projector, fact, seq, code, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [shard, tenant, stream, projector, fact, seq, code, atMs],
  );
}

/** Before a projector begins a stream anew: it may fold now what it could not then. */
export async function forgetSetAside(
  tx: Queryable,
  tenant: TenantId,
  { shard, projector, stream }: PositionKey,
): Promise<void> {
  await tx.run('delete from set_aside where shard = $1 and tenant = $2 and stream = $3 and projector = $4', [
    shard,
    tenant,
    stream,
    projector,
  ]);
}

/** What was set aside of these streams, each fact once, newest first. */
export async function readSetAside(
  db: Queryable,
  tenant: TenantId,
  streams: readonly StreamRef[],
): Promise<readonly SetAside[]> {
  const shards = [...new Set([homeShard(tenant), ...streams.map(({ shard }) => shard)])];
  const rows = await db.run<{ stream: string; fact: string; at: number }>(
    `select stream, fact, min(at) as at from set_aside
     where shard = any($1) and tenant = $2 and stream = any($3) group by stream, fact order by at desc, fact`,
    [shards, tenant, streams.map(({ stream }) => stream)],
  );
  return rows.map(({ stream, fact, at }) => ({ stream, fact, atMs: at }));
}
