import path from 'node:path';
import { parseArgs } from 'node:util';
import { TenantId } from '#shared/kernel/ids';
import { readConfig } from '../config';
import { databaseConfig, openDatabase } from '../db/connect';
import type { Database } from '../db/database';
import { migrateDatabase } from '../db/migrate';
import { warnTrouble } from '../say-trouble';
import { exportTenant } from './export-tenant';

/** Where the exporter writes: lines for people, and what went wrong. */
export type ExportOutput = { readonly say: (line: string) => void; readonly warn: (line: string) => void };

const usage = `Usage: npm run export -- [--data DIR] [--tenant CODE] FOLDER

Writes each tenant, or the one of CODE, to FOLDER/<code>: its facts as newline-delimited JSON, the tables they name, and
a manifest with counts and digests. Keys stay here, so what is private in the facts stays unreadable. Reads the hub's
folder (DIR, usually .seam) while no hub runs on it, or the database of DATABASE_URL.`;

/**
 * `npm run export`. Answers the exit code: 0 when every tenant asked for was written; 1 when one could not be or the
 * hub's folder is in use; 2 when the command itself can't be understood.
 */
export async function runExport(args: readonly string[], env: NodeJS.ProcessEnv, out: ExportOutput): Promise<number> {
  const asked = readArgs(args);
  if (typeof asked === 'string') {
    out.warn(asked);
    return 2;
  }
  const { databaseUrl, dataDir } = readConfig(env, { dataDir: path.join(asked.data, 'hub') });
  try {
    // The database alone: who only reads begins no new life of the log, and needs no keys.
    const db = await openDatabase(databaseConfig(databaseUrl, dataDir));
    try {
      await migrateDatabase(db);
      return await exportAll(db, asked, out);
    } finally {
      await db.close();
    }
  } catch (error) {
    return warnTrouble(error, out.warn);
  }
}

async function exportAll(db: Database, { tenant, folder }: Asked, out: ExportOutput): Promise<number> {
  const tenants = await db.run<{ id: string; code: string }>('select id, code from tenant order by code');
  const wanted = tenants.filter(({ code }) => tenant === null || code === tenant);
  if (wanted.length === 0) {
    out.warn(
      tenant === null
        ? 'This hub has no tenant yet. (tenant-unknown)'
        : `There is no tenant ${tenant}. (tenant-unknown)`,
    );
    return 1;
  }
  let exitCode = 0;
  for (const { id, code } of wanted) {
    const place = path.resolve(folder, code);
    const done = await exportTenant(db, { id: TenantId.parse(id), code }, place, Date.now());
    if (!done.ok) {
      out.warn(`${place} is there already. Choose another folder, or move that one away. (${done.refusal.code})`);
      exitCode = 1;
      continue;
    }
    const { facts, parked, streams, files } = done.value;
    out.say(`${code} → ${place}`);
    out.say(
      `  ${facts.toLocaleString('en')} facts in ${streams.length} streams, and ${parked.toLocaleString('en')} parked`,
    );
    const others = Object.entries(files).filter(([name]) => name !== 'facts.ndjson' && name !== 'tenant.ndjson');
    out.say(
      `  ${others.map(([name, { lines }]) => `${path.parse(name).name} ${lines.toLocaleString('en')}`).join(' · ')}`,
    );
  }
  return exitCode;
}

type Asked = { readonly data: string; readonly tenant: string | null; readonly folder: string };

function readArgs(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: '.seam' },
        tenant: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const [folder, ...more] = positionals;
    if (values.help || folder === undefined || more.length > 0) return usage;
    return { data: values.data, tenant: values.tenant ?? null, folder };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}
