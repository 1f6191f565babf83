import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../hub/db/connect';
import { readAfter } from '../../../hub/log/read';
import { storeStream } from '../../../hub/log/stream-names';
import { aStore, aTenant } from '../../support/a-fact';
import { bundleForNode } from '../../support/bundle-for-node';

type Said = {
  readonly ready?: number;
  readonly rssMb?: number;
  readonly stored?: readonly string[];
  readonly refused?: string;
};

const KILLS = 6;
const children = new Set<ChildProcess>();
let script = '';
let dataDir = '';

beforeAll(async () => {
  script = await bundleForNode('tests/support/hub-writer-child.ts');
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'seam-folder-'));
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(path.dirname(script), { recursive: true, force: true });
});

/** A hub process, and the first thing it says. */
function start(first = 1): { readonly child: ChildProcess; readonly said: Promise<Said>; readonly stored: string[] } {
  const child = fork(script, [dataDir, String(first)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  children.add(child);
  const stored: string[] = [];
  const said = new Promise<Said>((resolve) => {
    child.once('message', (message: Said) => resolve(message));
    child.once('exit', (code) => resolve({ refused: `exit ${code}` }));
  });
  child.on('message', ({ stored: ids = [] }: Said) => stored.push(...ids));
  return { child, said, stored };
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

test('a hub killed again and again while it stores facts loses none that it had said were stored', async () => {
  const acknowledged: string[] = [];
  let first = 1;
  for (let round = 0; round < KILLS; round += 1) {
    const { child, said, stored } = start(first);
    expect((await said).refused).toBeUndefined();
    await expect.poll(() => stored.length).toBeGreaterThan(10);
    await new Promise((resolve) => setTimeout(resolve, (round * 137) % 500));
    await kill(child);
    acknowledged.push(...stored);
    first = 1_000_000 * (round + 1);
  }
  const db = await openDatabase({ kind: 'folder', dataDir });
  const kept: string[] = [];
  const seqs: number[] = [];
  for (let page = await readAfter(db, storeStream(aTenant, aStore), 0, 1000); page.length > 0; ) {
    kept.push(...page.map(({ id }) => id));
    seqs.push(...page.map(({ seq }) => seq));
    page = await readAfter(db, storeStream(aTenant, aStore), seqs.at(-1) ?? 0, 1000);
  }
  await db.close();
  const held = new Set(kept);
  expect(acknowledged.length).toBeGreaterThan(KILLS * 10);
  expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
  expect(held.size).toBe(kept.length);
});

test('a second hub is sent away while the first runs, and let in once the first was killed', async () => {
  const first = start(900_000_000);
  expect((await first.said).refused).toBeUndefined();
  await expect(openDatabase({ kind: 'folder', dataDir })).rejects.toMatchObject({ code: 'hub-is-running' });
  expect(await start(950_000_000).said).toMatchObject({ refused: 'hub-is-running' });
  await kill(first.child);
  const db = await openDatabase({ kind: 'folder', dataDir });
  await expect(openDatabase({ kind: 'folder', dataDir })).rejects.toMatchObject({ code: 'hub-is-running' });
  await db.close();
  await (await openDatabase({ kind: 'folder', dataDir })).close();
});

test('a hub on a folder it has used before starts within 700 MB', async () => {
  const { child, said } = start(980_000_000);
  const { rssMb } = await said;
  await kill(child);
  expect(rssMb).toBeLessThan(400);
});

test('a folder of another PostgreSQL is left alone', async () => {
  const other = mkdtempSync(path.join(os.tmpdir(), 'seam-folder-'));
  mkdirSync(path.join(other, 'database'));
  writeFileSync(path.join(other, 'database', 'PG_VERSION'), '17\n');
  await expect(openDatabase({ kind: 'folder', dataDir: other })).rejects.toMatchObject({
    code: 'folder-of-another-version',
    params: { found: '17', needed: '18' },
  });
  expect(readdirSync(path.join(other, 'database'))).toEqual(['PG_VERSION']);
  rmSync(other, { recursive: true });
});
