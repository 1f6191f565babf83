import type { Fact } from '#shared/facts/registry';
import { StoreId, type TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import type { LogRow, StreamRef } from '../log/log-row';

export type StreamKind = 'store' | 'online' | 'people';

/** A fact as projectors read it. `at` is `min(hlc, receivedAt)` in microseconds: a clock that runs ahead moves nothing into the future. */
export type LogFact = {
  readonly fact: Fact;
  readonly seq: number;
  readonly at: number;
  readonly device: string | null;
};

/** Consecutive facts of one stream; parked ones are left out. */
export type Batch = {
  readonly context: HubContext;
  readonly tenant: TenantId;
  readonly stream: StreamRef;
  readonly kind: StreamKind;
  /** The store of a store's stream. */
  readonly store: StoreId | null;
  readonly facts: readonly LogFact[];
  readonly nowMs: InstantMs;
};

/**
 * Folds the log into tables, each fact once: what `fold` writes commits together with its position. `publish` then
 * writes documents from those tables; it has a position of its own, may run twice, and says the same each time.
 */
export type Projector = {
  readonly name: string;
  readonly reads: readonly StreamKind[];
  /** The shard its tables, and so its position, live on. */
  readonly shardOf: (tenant: TenantId, stream: StreamRef) => number;
  readonly fold: (tx: Queryable, batch: Batch) => Promise<void>;
  readonly publish?: (batch: Batch) => Promise<void>;
  /** Throws its tables of a tenant away, before everything is folded again. */
  readonly clear: (tx: Queryable, tenant: TenantId, stores: readonly StoreId[]) => Promise<void>;
};

/** Empties tables that live on the tenant's home shard. */
export async function clearTables(tx: Queryable, tenant: TenantId, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await tx.run(`delete from ${table} where shard = $1 and tenant = $2`, [homeShard(tenant), tenant]);
  }
}

/** The kind of a stream, by its name (`stream-names.ts`); null for a feed. */
export function kindOfStream(stream: string): StreamKind | null {
  const kind = stream.split(':', 1)[0];
  return kind === 'store' || kind === 'online' || kind === 'people' ? kind : null;
}

export function storeOfStream(stream: string): StoreId | null {
  return stream.startsWith('store:') ? StoreId.parse(stream.slice('store:'.length)) : null;
}

/** A row of the log as a fact, or null where it is parked. The row passed the schema when it came in. */
export function logFact(row: LogRow): LogFact | null {
  if (row.quarantine !== null) return null;
  const fact = row.fact as Fact;
  return { fact, seq: row.seq, at: Math.min(row.hlc, row.receivedAtMs * 1000), device: row.place?.device ?? null };
}

export function atMs({ at }: LogFact): InstantMs {
  return hlcMs(at);
}

/** Per device, the last hlc: what `seen` columns hold. */
export function withSeen(
  seen: Readonly<Record<string, number>>,
  { device, fact }: LogFact,
): Readonly<Record<string, number>> {
  if (device === null || (seen[device] ?? 0) >= fact.hlc) return seen;
  return { ...seen, [device]: fact.hlc };
}
