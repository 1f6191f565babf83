import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CollectionName } from '#shared/documents/documents';
import { usualConfig } from '../../hub/config';
import { openContext } from '../../hub/context';
import type { Database } from '../../hub/db/database';
import { newGeneration } from '../../hub/generation';
import { anotherStore, aStore } from '../support/a-fact';
import { aHub, type TestHub } from '../support/a-hub';
import { anEnrolledTill, answered, type EnrolledTill } from '../support/an-enrolled-till';
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

  describe('a till that has seen more than there is', () => {
    let hub: TestHub;
    let till: EnrolledTill;
    beforeEach(async () => {
      hub = await aHub(open);
      till = await anEnrolledTill(hub);
    });
    afterEach(() => hub.stop());

    const pull = (from: EnrolledTill, collection: CollectionName, after: number, mark?: string) =>
      from.client.call('pull-feed', {
        params: { collection },
        query: { after, limit: 100, ...(mark === undefined ? {} : { mark }) },
      });
    /** The hub as it was before it wrote anything into this feed. */
    const putBack = async (feed: string) => {
      await hub.context.db.run('delete from doc where feed = $1', [feed]);
      await hub.context.db.run('update stream set last = 0 where id = $1', [feed]);
    };

    test('only says so: nobody’s life begins anew, and it is asked to begin again itself', async () => {
      const before = hub.context.generation();
      const neighbour = await anEnrolledTill(hub, { store: anotherStore, name: 'Pudong 1' });
      const { checkpoint, mark } = answered(await pull(till, 'prices', 0));
      const { mark: ofStyles } = answered(await pull(till, 'styles', 0));
      const claims = [
        [till, 10 ** 12, undefined],
        [till, 10 ** 12, mark],
        [till, 10 ** 12, 'x'.repeat(43)],
        [neighbour, checkpoint, mark],
        [till, 10 ** 12, ofStyles],
      ] as const;
      for (const [from, after, given] of claims) {
        const answer = await pull(from, 'prices', after, given);
        expect(answer).toMatchObject({ ok: false, status: 409, refusal: { code: 'checkpoint-ahead' } });
      }
      expect(hub.context.generation()).toBe(before);
    });

    test('and shows what the hub itself gave it: the hub was put back, and one other life begins', async () => {
      const before = hub.context.generation();
      const { checkpoint, mark } = answered(await pull(till, 'prices', 0));
      await putBack(`prices:${aStore}`);
      const all = await Promise.all([1, 2, 3].map(() => pull(till, 'prices', checkpoint, mark)));
      const after = hub.context.generation();
      expect(after).not.toBe(before);
      const told = all.flatMap((answer) => (answer.ok ? [answer.value] : []));
      for (const answer of told) expect(answer).toMatchObject({ documents: [], checkpoint: 0, generation: after });
      for (const one of [mark, told[0]?.mark]) {
        expect(await pull(till, 'prices', checkpoint, one)).toMatchObject({ refusal: { code: 'checkpoint-ahead' } });
      }
      expect(hub.context.generation()).toBe(after);
    });
  });
});
