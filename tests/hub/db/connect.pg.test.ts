import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../hub/db/database';
import { distributedTables } from '../../../hub/db/ensure-distributed';
import { migrateDatabase } from '../../../hub/db/migrate';
import { codeOf } from '../../../hub/db/retrying';
import { eachDatabase } from '../../support/databases';

eachDatabase((engine, open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await db.run('create table pair (shard int not null, id text not null, n bigint, primary key (shard, id))');
  });

  test('a refused row leaves the connection good for the very next question, a hundred times', async () => {
    await db.run("insert into pair values (1, 'taken', 1)");
    for (let round = 0; round < 100; round += 1) {
      const refused = db.run("insert into pair values ($1, 'taken', 2)", [1]).catch(codeOf);
      const next = db.run<{ n: number }>('select $1::int as n', [round]);
      expect(await refused).toBe('23505');
      expect(await next).toEqual([{ n: round }]);
    }
  });

  test('a refused row inside a transaction undoes the transaction, and only it', async () => {
    const failed = db.transaction(async (tx) => {
      await tx.run("insert into pair values (2, 'new', 1)");
      await tx.run("insert into pair values (2, 'new', 2)");
    });
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    expect(await db.run('select id from pair where shard = 2')).toEqual([]);
  });

  test('a transaction is seen whole or not at all, also through Kysely', async () => {
    await db.transaction(async (tx) => {
      await tx.run("insert into pair values (3, 'one', 1)");
      await tx.kysely.insertInto('hub').values({ shard: 3, key: 'two', value: '{"n":2}' }).execute();
    });
    expect(await db.run('select id from pair where shard = 3')).toEqual([{ id: 'one' }]);
    expect(await db.kysely.selectFrom('hub').select('value').where('shard', '=', 3).execute()).toEqual([
      { value: { n: 2 } },
    ]);
  });

  test('asking the database beside its own open transaction is a named bug, not an endless wait', async () => {
    await expect(db.transaction(() => db.run('select 1'))).rejects.toThrow('inside a transaction');
    await expect(db.transaction(() => db.kysely.selectFrom('hub').selectAll().execute())).rejects.toThrow(
      'inside a transaction',
    );
    expect(await db.run('select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('counters come back as numbers, and one too large for a number is refused rather than rounded', async () => {
    expect(await db.run('select 9007199254740991::bigint as n')).toEqual([{ n: Number.MAX_SAFE_INTEGER }]);
    await expect(db.run('select 9007199254740993::bigint as n')).rejects.toThrow('safe integer');
    expect(await db.run('select 2 as n')).toEqual([{ n: 2 }]);
  });

  test('the tables are made once, by however many hubs start together', async () => {
    const fresh = await open({ isMigrated: false });
    const steps = await Promise.all([migrateDatabase(fresh), migrateDatabase(fresh)]);
    expect(steps.flat().filter((name) => name === '0001-log')).toEqual(['0001-log']);
    expect(await migrateDatabase(fresh)).toEqual([]);
  });

  test('every table has its shard first in every key', async () => {
    const rows = await db.run(
      `select c.relname as table, i.relname as index, a.attname as first
       from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
       where n.nspname = current_schema() and c.relname not like 'kysely%' and a.attname <> 'shard'`,
    );
    expect(rows).toEqual([]);
  });

  test('every table is one that a cluster spreads', async () => {
    const rows = await db.run<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = current_schema() and table_name not like 'kysely%' and table_name <> 'pair'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...distributedTables].sort());
  });

  describe(`the ${engine} session`, () => {
    test('puts tables where it was told to', async () => {
      const [row] = await db.run<{ schema: string }>('select current_schema() as schema');
      expect(row?.schema).toMatch(engine === 'PGlite' ? /^public$/ : /^seam_/);
    });
  });

  if (engine === 'PostgreSQL') {
    test('a server that drops every connection is a passing trouble: what is idempotent is simply done again', async () => {
      const other = await open({ isMigrated: false });
      const [here] = await db.run<{ name: string }>("select current_setting('application_name') as name");
      const dropAll = () =>
        other.run('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [here?.name]);
      await Promise.all([1, 2, 3, 4].map(() => db.run('select pg_sleep(0.05)')));
      await dropAll();
      const inTransaction = db.retrying(() =>
        db.transaction(async (tx) => {
          await tx.run("insert into pair values (9, 'once', 1) on conflict do nothing");
          await tx.run('select pg_sleep(0.2)');
          return tx.run('select id from pair where shard = 9');
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      await dropAll();
      expect(await inTransaction).toEqual([{ id: 'once' }]);
    });
  }
});
