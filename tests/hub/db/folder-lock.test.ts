import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FolderLock, lockFolder } from '../../../hub/db/folder-lock';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'seam-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function tryAtOnce(many: number): Promise<readonly FolderLock[]> {
  const tries = await Promise.allSettled(Array.from({ length: many }, () => lockFolder(folder)));
  for (const tried of tries)
    if (tried.status === 'rejected') expect(tried.reason).toMatchObject({ code: 'hub-is-running' });
  return tries.flatMap((tried) => (tried.status === 'fulfilled' ? [tried.value] : []));
}

test('of many that come at once at most one gets in', async () => {
  for (let round = 0; round < 30; round += 1) {
    const held = await tryAtOnce(6);
    expect(held.length).toBeLessThanOrEqual(1);
    for (const lock of held) await lock.release();
  }
});

test('who is in keeps everyone else out until it leaves', async () => {
  const lock = await lockFolder(folder);
  expect(await tryAtOnce(5)).toEqual([]);
  await lock.release();
  const next = await lockFolder(folder);
  await next.release();
});

test('what a dead process left behind keeps nobody out', async () => {
  mkdirSync(path.join(folder, 'lock'));
  for (const number of [1, 4, 7]) writeFileSync(path.join(folder, 'lock', String(number)), '');
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'hub-is-running', params: { folder } });
  await lock.release();
});

test('a folder with a name too long for a socket is locked all the same', async () => {
  const deep = path.join(folder, '门'.repeat(60));
  const lock = await lockFolder(deep);
  await expect(lockFolder(deep)).rejects.toMatchObject({ code: 'hub-is-running' });
  await lock.release();
});
