import type { Kysely } from 'kysely';
import type { HubTables } from './tables';

/** One row as it comes back: `int8` as number (a failure above 2^53), `jsonb` parsed. */
export type Row = Readonly<Record<string, unknown>>;

/** Where SQL can be sent. Times, ids and chance are parameters; `shard` is in every WHERE on a hot table. */
export type Queryable = {
  /** One statement, `$1 … $n`. The rows it returns. */
  readonly run: <R extends object = Row>(sql: string, params?: readonly unknown[]) => Promise<readonly R[]>;
  /** The same connections through Kysely, for plain reading and writing of single tables. */
  readonly kysely: Kysely<HubTables>;
};

/** The hub's database, the same on the embedded PGlite and on PostgreSQL. */
export type Database = Queryable & {
  readonly kind: 'pglite' | 'postgres';
  /**
   * All of `work` or nothing. One shard a transaction, short, nothing slow inside; on PGlite everyone else waits meanwhile.
   * Inside, only `tx` may be used.
   */
  readonly transaction: <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>;
  /** Runs idempotent work again after a passing failure (see `retrying.ts`). Goes around `transaction`, never inside. */
  readonly retrying: <T>(work: () => Promise<T>) => Promise<T>;
  /** Waits for work under way, then lets go of files, lock and connections. */
  readonly close: () => Promise<void>;
};
