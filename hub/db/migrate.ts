import { Migrator } from 'kysely';
import { must } from '#shared/kernel/invariant';
import type { Database } from './database';
import { ensureDistributed } from './ensure-distributed';
import { migrations } from './migrations/list';

/**
 * Brings the tables up to date and, on Citus, distributes what is not yet. Two hubs may do it at once: one waits.
 * @returns the names of the steps taken now
 */
export async function migrateDatabase(db: Database): Promise<readonly string[]> {
  // Named, because Kysely would else be content with its own tables in somebody else's schema.
  const [here] = await db.run<{ schema: string }>('select current_schema() as schema');
  const migrator = new Migrator({
    db: db.kysely,
    migrationTableSchema: must(here, 'a connection has a schema').schema,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  await ensureDistributed(db);
  return (results ?? []).map(({ migrationName }) => migrationName);
}
