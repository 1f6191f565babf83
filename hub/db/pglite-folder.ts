import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type FolderLock, lockFolder } from './folder-lock';
import { hookFsync, type SyncCount, type SyncFile, syncFolder, syncTree } from './pglite-fsync';
import { guardEngine, type OnTrouble } from './pglite-guard';
import { DatabaseRefusal } from './refusal';

/** PostgreSQL major inside the pinned PGlite. A folder of another major can't be read: export, then import. */
const PGLITE_MAJOR = '18';

/**
 * One connection and little memory: a hub on 50,000 variants must stay below 700 MB. PGlite replaces the folder's own
 * settings by exactly these.
 */
const SETTINGS = [
  'fsync = on',
  'wal_sync_method = fsync',
  'synchronous_commit = on',
  'full_page_writes = on',
  'shared_buffers = 32MB',
  'max_connections = 8',
  'wal_buffers = 1MB',
  'max_wal_size = 256MB',
  'min_wal_size = 32MB',
  'work_mem = 4MB',
  'maintenance_work_mem = 32MB',
  'timezone = UTC',
  'log_timezone = UTC',
  "default_text_search_config = 'pg_catalog.simple'",
];

/** PGlite's own start parameters without `-F`, which turns syncing off. */
const START_PARAMS = PGlite.defaultStartParams.filter((param) => param !== '-F');

export type PgliteFolder = {
  readonly pglite: PGlite;
  readonly onTrouble: OnTrouble;
  readonly close: () => Promise<void>;
};

export type FolderConfig = {
  readonly dataDir: string;
  /** What the database says when no caller is there to hear it. */
  readonly onTrouble?: OnTrouble;
  /** How a file reaches the disk; null leaves PGlite as it is, which only pretends. Other than usual only in tests. */
  readonly syncFile?: SyncFile | null;
};

/**
 * Opens the embedded database in `<dataDir>/database`, creating it on first use, and proves that a commit reaches the disk.
 *
 * Refusals: `hub-is-running`, `folder-of-another-version`, `database-not-durable`.
 */
export async function openPgliteFolder(config: FolderConfig): Promise<PgliteFolder> {
  const lock = await lockFolder(config.dataDir);
  try {
    return await openLocked(config, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openLocked(config: FolderConfig, lock: FolderLock): Promise<PgliteFolder> {
  const folder = path.join(config.dataDir, 'database');
  if (!existsSync(folder)) await createWhole(config.dataDir, folder);
  refuseOtherVersion(folder);
  const pglite = await start(folder);
  try {
    const syncs = hookFsync(pglite, config.syncFile);
    syncTree(folder);
    await proveDurable(pglite, syncs, folder);
  } catch (error) {
    await pglite.close();
    throw error;
  }
  const onTrouble = config.onTrouble ?? warn;
  const isBroken = guardEngine(pglite, onTrouble);
  return {
    pglite,
    onTrouble,
    close: async () => {
      if (!pglite.closed && !isBroken()) await pglite.close();
      await lock.release();
    },
  };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** Makes the database aside and renames it, so that a kill during the first start leaves nothing half made. */
async function createWhole(dataDir: string, folder: string): Promise<void> {
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const pglite = await start(aside);
  await pglite.close();
  syncTree(aside);
  renameSync(aside, folder);
  syncFolder(dataDir);
}

function start(folder: string): Promise<PGlite> {
  return PGlite.create(folder, { startParams: START_PARAMS, postgresqlconf: SETTINGS });
}

function refuseOtherVersion(folder: string): void {
  const file = path.join(folder, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none';
  if (found !== PGLITE_MAJOR) {
    throw new DatabaseRefusal('folder-of-another-version', { folder, found, needed: PGLITE_MAJOR });
  }
}

/** One real committed write must have come through the hook. */
async function proveDurable(pglite: PGlite, syncs: SyncCount, folder: string): Promise<void> {
  await pglite.exec('create table if not exists durability_proof (starts int not null)');
  const before = syncs.calls();
  await pglite.exec('insert into durability_proof values (1)');
  const { rows } = await pglite.query<{ fsync: string }>('show fsync');
  if (rows[0]?.fsync !== 'on' || syncs.calls() === before)
    throw new DatabaseRefusal('database-not-durable', { folder });
}
