import type { Queryable } from './database';
import type { OnTrouble } from './pglite-guard';

/** How much log the embedded database may write before its pages are put in their files. Start after a kill replays it. */
const WAL_MAX_BYTES = 64 * 1024 * 1024;
const PAUSE_MS = 15_000;

/**
 * What PostgreSQL's background workers do elsewhere and PGlite has none for: without it the write-ahead log grows until
 * the disk is full, and tables are never cleaned nor measured. One small step at a time, since each holds the hub up.
 * @returns how to stop it
 */
export function startUpkeep(db: Queryable, onTrouble: OnTrouble): () => void {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    upkeepOnce(db)
      .catch(onTrouble)
      .finally(() => {
        isBusy = false;
      });
  }, PAUSE_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Writes a checkpoint if one is due, and cleans the table that needs it most, by autovacuum's own usual thresholds.
 * @returns what was done
 */
export async function upkeepOnce(db: Queryable): Promise<readonly string[]> {
  const done: string[] = [];
  const [wal] = await db.run<{ bytes: number }>(
    'select (pg_current_wal_lsn() - redo_lsn)::bigint as bytes from pg_control_checkpoint()',
  );
  if (wal && wal.bytes > WAL_MAX_BYTES) {
    await db.run('checkpoint');
    done.push('checkpoint');
  }
  await db.run('select pg_stat_force_next_flush()');
  const [worn] = await db.run<{ table: string }>(
    `select format('%I.%I', schemaname, relname) as table from pg_stat_user_tables
     where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
     order by n_dead_tup + n_mod_since_analyze desc limit 1`,
  );
  if (worn) {
    await db.run(`vacuum (analyze) ${worn.table}`);
    done.push(worn.table);
  }
  return done;
}
