import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder } from '../../main/folder-lock';
import { aDataFolder } from '../support/a-host';

test('a folder is one process’s at a time', async () => {
  const folder = await aDataFolder();
  const first = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'host-is-running', params: { pid: process.pid } });
  await first.release();
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a killed process is taken over', async () => {
  const folder = await aDataFolder();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(path.join(folder, 'host.lock'), JSON.stringify({ pid, birth: '', claim: 'gone' }));
  await (await lockFolder(folder)).release();
});

test('the lock of a process whose number another one has now is taken over', async () => {
  const folder = await aDataFolder();
  const file = path.join(folder, 'host.lock');
  await writeFile(file, JSON.stringify({ pid: process.ppid, birth: 'another boot 1', claim: 'gone' }));
  await (await lockFolder(folder)).release();
  await writeFile(file, '{"pid":');
  await (await lockFolder(folder)).release();
});

test('of many that find a dead lock one gets the folder', async () => {
  const folder = await aDataFolder();
  await writeFile(path.join(folder, 'host.lock'), JSON.stringify({ pid: 2 ** 22 + 1, birth: '', claim: 'gone' }));
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(folder)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('of many that start at once on a new folder one gets it', async () => {
  for (let round = 0; round < 30; round += 1) {
    const folder = await aDataFolder();
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => lockFolder(folder)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['host.lock']);
  }
});

test('a lock that was never written, on a disk that was full, is taken over', async () => {
  const folder = await aDataFolder();
  await writeFile(path.join(folder, 'host.lock'), '');
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});
