import type { Database } from './database';

/** Every table of the hub, `stream` first: the others are placed beside it, shard by shard. */
export const distributedTables = [
  'stream',
  'fact',
  'doc',
  'progress',
  'anchor',
  'identifier',
  'link',
  'movement',
  'stock',
  'hub',
  'tenant',
  'store',
  'device',
  'staff',
  'manager',
  'session',
  'style',
  'variant',
  'price',
  'setting',
  'access_log',
  'reveal_log',
  'otp',
  'outbox',
  'early',
  'anchor_store',
  'claim',
  'refused',
  'blocked',
  'dirty',
  'near_dirty',
  'person',
  'receipt',
  'returned',
  'fitting',
  'collect',
  'figure',
  'browser_anchor',
  'enrolment',
  'browser',
  'shop_order',
  'reservation',
  'set_aside',
] as const;

/** Run whole inside the shard that their first argument names. */
const distributedFunctions = ['push_facts(int,text,jsonb,int)', 'put_documents(int,text,jsonb)'] as const;

/**
 * Spreads the tables over a Citus cluster; does nothing where the extension is absent, and nothing twice. Runs at every
 * start rather than once, because a database may get the extension long after its migrations ran.
 * @returns how many tables were spread now
 */
export async function ensureDistributed(db: Database): Promise<number> {
  const [citus] = await db.run("select 1 from pg_extension where extname = 'citus'");
  if (!citus) return 0;
  const done = await db.run<{ name: string }>(
    `select c.relname as name from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
     join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()`,
  );
  const spread = new Set(done.map(({ name }) => name));
  const missing = distributedTables.filter((table) => !spread.has(table));
  for (const table of missing) {
    const beside = table === 'stream' ? '' : ", colocate_with => 'stream'";
    await db.run(`select create_distributed_table('${table}', 'shard'${beside})`);
  }
  for (const name of missing.length > 0 ? distributedFunctions : []) {
    await db.run(`select create_distributed_function('${name}', 'p_shard', colocate_with => 'stream')`);
  }
  return missing.length;
}
