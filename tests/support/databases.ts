import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterAll, describe } from 'vitest';
import { type DatabaseConfig, openDatabase } from '../../hub/db/connect';
import type { Database } from '../../hub/db/database';
import { migrateDatabase } from '../../hub/db/migrate';
import { ordinaryPatience } from '../../hub/db/retrying';
import pglitePackage from '../../node_modules/@electric-sql/pglite/package.json' with { type: 'json' };

/** An empty database with today's tables, of its own: closed and dropped when the block's tests are over. */
export type OpenDatabase = (options?: { readonly isMigrated?: boolean }) => Promise<Database>;

/**
 * Declares tests once for every engine the hub runs on: PGlite always, and PostgreSQL where `SEAM_PG_URL` names one
 * (`npm test` does). Each `open()` gives a database, or a schema, that nobody else uses.
 */
export function eachDatabase(define: (engine: 'PGlite' | 'PostgreSQL', open: OpenDatabase) => void): void {
  onEmbeddedDatabase((open) => define('PGlite', open));
  const url = process.env.SEAM_PG_URL;
  if (url)
    onEngine(
      'PostgreSQL',
      (open) => define('PostgreSQL', open),
      () => Promise.resolve(ownSchema(url)),
    );
}

/** Declares tests for the embedded database alone: those that are about tills, where the other engine would say the same again. */
export function onEmbeddedDatabase(define: (open: OpenDatabase) => void): void {
  onEngine('PGlite', define, async () => ({ config: { kind: 'memory', image: await pgliteImage() }, drop: null }));
}

type Fresh = { readonly config: DatabaseConfig; readonly drop: (() => Promise<void>) | null };

function onEngine(
  engine: 'PGlite' | 'PostgreSQL',
  define: (open: OpenDatabase) => void,
  fresh: () => Promise<Fresh>,
): void {
  describe(engine, () => {
    const opened: { readonly db: Database; readonly drop: Fresh['drop'] }[] = [];
    // Before the block's own hooks, because the last one declared runs first: whoever uses a database stops before it goes.
    afterAll(async () => {
      for (const { db, drop } of opened.splice(0)) {
        await db.close();
        await drop?.();
      }
    });
    define(async ({ isMigrated = true } = {}) => {
      const { config, drop } = await fresh();
      const db = await openDatabase(config, ordinaryPatience);
      opened.push({ db, drop });
      if (isMigrated) await migrateDatabase(db);
      return db;
    });
  });
}

let schemas = 0;

function ownSchema(url: string): Fresh {
  schemas += 1;
  const schema = `seam_${process.pid}_${schemas}_${Math.floor(performance.timeOrigin).toString(36)}`;
  return { config: { kind: 'postgres', url, schema }, drop: () => dropSchema(url, schema) };
}

async function dropSchema(url: string, schema: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(`drop schema if exists ${schema} cascade`);
  await client.end();
}

/** A PGlite just after its first start, kept between runs: reading it takes a tenth of making it. */
async function pgliteImage(): Promise<Blob> {
  const folder = path.join(import.meta.dirname, '../../out/test-images');
  const file = path.join(folder, `pglite-${pglitePackage.version}.tar`);
  if (!existsSync(file)) {
    const pglite = await PGlite.create();
    const image = await pglite.dumpDataDir('none');
    await pglite.close();
    mkdirSync(folder, { recursive: true });
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, Buffer.from(await image.arrayBuffer()));
    renameSync(aside, file);
  }
  return new Blob([readFileSync(file)]);
}
