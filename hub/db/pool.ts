import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { invariant } from '#shared/kernel/invariant';
import { refuseInsideTransaction } from './transaction-scope';

const INT8 = 20;

/** `int8` as number: every counter and clock here is a safe integer by design. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 && format !== 'binary' ? safeInteger : pg.types.getTypeParser(oid, format),
};

function safeInteger(text: string): number {
  const value = Number(text);
  invariant(Number.isSafeInteger(value), `int8 ${text} is a safe integer`);
  return value;
}

/** Connections, as Kysely wants them too. Never `query` on the pool itself: see `release`. */
export type Connections = {
  readonly connect: () => Promise<pg.PoolClient>;
  readonly end: () => Promise<void>;
};

/** The one session of an embedded database, dressed as a pool. */
export function pglitePool(pglite: PGlite): Connections {
  // NOTE pg would destroy a client after an error, and over PGlite the queries behind it then fail or get each other's
  // answers. So the client lives for good, is released without the error, and the pool's own query() is never used.
  return guarded(new pg.Pool({ ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0, types }));
}

export type PostgresPoolConfig = {
  readonly url: string;
  /** Tables live in this schema instead of `public`. */
  readonly schema?: string;
  readonly maxConnections?: number;
};

/** A frozen node may hold a statement this long before it is given up and tried again. */
const STATEMENT_TIMEOUT_MS = 30_000;

export function postgresPool({ url, schema, maxConnections = 10 }: PostgresPoolConfig): Connections {
  return guarded(
    new pg.Pool({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: 10_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      application_name: schema === undefined ? 'seam-hub' : `seam-hub ${schema}`,
      types,
      ...(schema === undefined ? {} : { options: `-c search_path=${schemaName(schema)}` }),
    }),
  );
}

/** The name itself, if it may stand in SQL without quotes. */
export function schemaName(name: string): string {
  invariant(/^[a-z_][a-z0-9_]{0,62}$/.test(name), `${name} is a plain schema name`);
  return name;
}

function guarded(pool: pg.Pool): Connections {
  // NOTE a connection that dies while idle, or between two statements of a transaction, emits 'error'; without a
  // listener that ends the process. The pool replaces it, and the next statement on it fails with a passing code.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: () => {
      refuseInsideTransaction();
      return pool.connect();
    },
    end: () => pool.end(),
  };
}
