import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';
import type { Database, Queryable, Row } from './database';
import { type FolderConfig, openPgliteFolder } from './pglite-folder';
import type { OnTrouble } from './pglite-guard';
import { type Connections, type PostgresPoolConfig, pglitePool, postgresPool, schemaName } from './pool';
import { DatabaseRefusal } from './refusal';
import { ordinaryPatience, type Patience, retryWork } from './retrying';
import type { HubTables } from './tables';
import { insideScope } from './transaction-scope';
import { startUpkeep } from './upkeep';

export type DatabaseConfig =
  /** Embedded, in `<dataDir>/database`; durable, one process at a time. */
  | ({ readonly kind: 'folder' } & FolderConfig)
  /** Embedded, gone with the process. `image`: an earlier `dumpDataDir('none')`, which saves the seconds of a first start. */
  | { readonly kind: 'memory'; readonly image?: Blob }
  | ({ readonly kind: 'postgres' } & PostgresPoolConfig);

const OLDEST_POSTGRES = 15;

/** The hub's usual choice: `DATABASE_URL` if given, else the embedded database in its folder. */
export function databaseConfig(databaseUrl: string | null, dataDir: string, onTrouble?: OnTrouble): DatabaseConfig {
  return databaseUrl === null ? { kind: 'folder', dataDir, onTrouble } : { kind: 'postgres', url: databaseUrl };
}

/**
 * Opens the hub's database; tables come with `migrateDatabase`.
 *
 * Refusals, thrown as {@link DatabaseRefusal}: `hub-is-running`, `folder-of-another-version`, `database-not-durable`,
 * `database-too-old`.
 */
export async function openDatabase(config: DatabaseConfig, patience: Patience = ordinaryPatience): Promise<Database> {
  switch (config.kind) {
    case 'folder':
      return openFolder(config, patience);
    case 'memory': {
      const pglite = await PGlite.create({ ...(config.image ? { loadDataDir: config.image } : {}) });
      return databaseOn('pglite', pglitePool(pglite), patience, () => pglite.close());
    }
    case 'postgres':
      return openPostgres(config, patience);
  }
}

async function openFolder(config: FolderConfig, patience: Patience): Promise<Database> {
  const folder = await openPgliteFolder(config);
  const db = databaseOn('pglite', pglitePool(folder.pglite), patience, folder.close);
  const stopUpkeep = startUpkeep(db, folder.onTrouble);
  return {
    ...db,
    close: () => {
      stopUpkeep();
      return db.close();
    },
  };
}

async function openPostgres(config: PostgresPoolConfig, patience: Patience): Promise<Database> {
  const db = databaseOn('postgres', postgresPool(config), patience, () => Promise.resolve());
  try {
    const [row] = await db.retrying(() =>
      db.run<{ major: number }>("select current_setting('server_version_num')::int / 10000 as major"),
    );
    const found = row?.major ?? 0;
    if (found < OLDEST_POSTGRES) throw new DatabaseRefusal('database-too-old', { found, needed: OLDEST_POSTGRES });
    if (config.schema !== undefined) await db.run(`create schema if not exists ${schemaName(config.schema)}`);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

function databaseOn(
  kind: Database['kind'],
  connections: Connections,
  patience: Patience,
  closeFiles: () => Promise<void>,
): Database {
  const kysely = kyselyOn(connections.connect);
  const use = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const result = await withClient(connections, work);
    if (kind === 'pglite') await nextTurn();
    return result;
  };
  return {
    kind,
    kysely,
    run: (sql, params) => use((client) => runOn(client, sql, params)),
    transaction: (work) => use((client) => insideScope(() => inTransaction(client, work))),
    retrying: (work) => retryWork(patience, work),
    close: async () => {
      await kysely.destroy();
      await connections.end();
      await closeFiles();
    },
  };
}

/** Kysely borrows connections; ending them is the database's own business. */
function kyselyOn(connect: Connections['connect']): Kysely<HubTables> {
  return new Kysely<HubTables>({ dialect: new PostgresDialect({ pool: { connect, end: () => Promise.resolve() } }) });
}

/**
 * NOTE the embedded database answers without the event loop ever turning: without this, one long piece of work (a
 * projector that catches up) leaves every request, timer and signal waiting until its end.
 */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function withClient<T>(connections: Connections, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connections.connect();
  try {
    return await work(client);
  } finally {
    // Without the error: a dead PostgreSQL connection is noticed by the pool itself, a live one is worth keeping.
    client.release();
  }
}

async function runOn<R extends object = Row>(
  client: PoolClient,
  sql: string,
  params: readonly unknown[] = [],
): Promise<readonly R[]> {
  const { rows } = await client.query<R>(sql, [...params]);
  return rows;
}

async function inTransaction<T>(client: PoolClient, work: (tx: Queryable) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work({ run: (sql, params) => runOn(client, sql, params), kysely: kyselyInside(client) });
    await client.query('commit');
    return result;
  } catch (error) {
    await rollback(client);
    throw error;
  }
}

/** A connection that died can't roll back, and needs not: the server did. The first failure is the one to tell. */
async function rollback(client: PoolClient): Promise<void> {
  await client.query('rollback').catch(() => undefined);
}

/** Kysely on the transaction's own connection, which it may not let go; its `transaction()` must not be used. */
function kyselyInside(client: PoolClient): Kysely<HubTables> {
  const kept = new Proxy(client, { get: (target, key) => (key === 'release' ? keep : methodOf(target, key)) });
  return kyselyOn(() => Promise.resolve(kept));
}

function keep(): void {}

function methodOf(target: PoolClient, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'function' ? value.bind(target) : value;
}
