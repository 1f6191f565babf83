import { fsyncSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../hub/db/connect';
import { upkeepOnce } from '../../../hub/db/upkeep';

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'seam-disk-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('a disk that stops syncing stops the hub: nothing more is said to be stored, nobody waits, and a new start has what was', async () => {
  let isFailing = false;
  const troubles: unknown[] = [];
  const db = await openDatabase({
    kind: 'folder',
    dataDir,
    onTrouble: (error) => troubles.push(error),
    syncFile: (handle) => {
      if (isFailing) throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' });
      fsyncSync(handle);
    },
  });
  await db.run('create table kept (n int primary key)');
  await db.run('insert into kept values ($1)', [1]);
  isFailing = true;
  const waiting = [2, 3, 4].map((n) => db.retrying(() => db.run('insert into kept values ($1)', [n])));
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(db.run('select * from kept')).rejects.toMatchObject({ code: 'database-broken' });
  await expect(db.transaction((tx) => tx.run('select 1'))).rejects.toMatchObject({ code: 'database-broken' });
  expect(troubles).toMatchObject([{ code: 'database-broken' }]);
  await db.close();

  const again = await openDatabase({ kind: 'folder', dataDir });
  expect(await again.run('select n from kept where n = 1')).toEqual([{ n: 1 }]);
  await again.close();
});

test('a database that only pretends to sync is refused', async () => {
  const pretending = openDatabase({ kind: 'folder', dataDir, syncFile: null });
  await expect(pretending).rejects.toMatchObject({ code: 'database-not-durable' });
  await (await openDatabase({ kind: 'folder', dataDir })).close();
});

test('the write-ahead log is cut back and worn tables are cleaned, which PGlite never does by itself', async () => {
  const db = await openDatabase({ kind: 'folder', dataDir });
  await db.run('insert into kept select 1000 + n from generate_series(1, 50) n');
  await db.run('create table big (shard int, body text)');
  await db.run("insert into big select 1, repeat('x', 1000) from generate_series(1, 70000)");
  expect(await upkeepOnce(db)).toEqual(['checkpoint', 'public.big']);
  const done = [await upkeepOnce(db), await upkeepOnce(db)];
  expect(done.at(-1)).toEqual([]);
  await db.close();
});
