import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { usualConfig } from '../../hub/config';
import { openContext } from '../../hub/context';
import type { Database } from '../../hub/db/database';
import { newGeneration } from '../../hub/generation';
import { eachDatabase } from '../support/databases';

eachDatabase((_engine, open) => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'seam-generation-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  async function openOnce(db: Database): Promise<string> {
    const kept = { ...db, close: async () => undefined };
    const context = await openContext({ ...usualConfig, dataDir, logLevel: 'silent' }, { db: kept });
    const generation = context.generation();
    await context.close();
    return generation;
  }

  test('a hub that is only started again is the same one', async () => {
    const db = await open();
    const first = await openOnce(db);
    expect(await openOnce(db)).toBe(first);
    expect(await openOnce(db)).toBe(first);
  });

  test('a database put back from a backup begins another life of the log', async () => {
    const db = await open();
    const first = await openOnce(db);
    const [backup] = await db.run<{ value: object }>("select value from hub where key = 'generation'");
    expect(await openOnce(db)).toBe(first);
    await db.run("update hub set value = $1 where key = 'generation'", [JSON.stringify(backup?.value)]);
    const restored = await openOnce(db);
    expect(restored).not.toBe(first);
    expect(await openOnce(db)).toBe(restored);
  });

  test('another database under the same folder, or another folder under the same database, is another life', async () => {
    const db = await open();
    const first = await openOnce(db);
    const second = await openOnce(await open());
    expect(second).not.toBe(first);
    rmSync(path.join(dataDir, 'generation'));
    expect(await openOnce(db)).not.toBe(first);
  });

  test('an import that replaces the log says so itself', async () => {
    const db = await open();
    const context = await openContext(
      { ...usualConfig, dataDir, logLevel: 'silent' },
      { db: { ...db, close: async () => undefined } },
    );
    const before = context.generation();
    const after = await newGeneration(context);
    expect(context.generation()).toBe(after);
    expect(after).not.toBe(before);
    await context.close();
    expect(await openOnce(db)).toBe(after);
  });
});
