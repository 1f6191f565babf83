import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../hub/db/connect';
import { aHub, type TestHub } from './a-hub';

/** A hub on a folder that outlives it, as a shop's is: it can be stopped, backed up, put back and started again. */
export type HubOnDisk = {
  readonly hub: () => TestHub;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Copies part of a stopped hub's folder, '' for all of it; answers how to put the copy back. */
  readonly backUp: (part: string) => () => void;
  readonly remove: () => Promise<void>;
};

export async function aHubOnDisk(): Promise<HubOnDisk> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-hub-on-disk-'));
  const dataDir = path.join(folder, 'hub');
  let running: { readonly hub: TestHub; readonly close: () => Promise<void> } | null = null;
  let backups = 0;

  async function start(): Promise<void> {
    const db = await openDatabase({ kind: 'folder', dataDir });
    const hub = await aHub(async () => db, { dataDir });
    running = {
      hub,
      close: async () => {
        await hub.close();
        await db.close();
      },
    };
  }

  async function stop(): Promise<void> {
    const stopped = running;
    running = null;
    await stopped?.close();
  }

  await start();
  return {
    hub: () => {
      if (running === null) throw new Error('the hub is stopped');
      return running.hub;
    },
    start,
    stop,
    backUp: (part) => {
      backups += 1;
      const copy = path.join(folder, `backup-${backups}`);
      cpSync(path.join(dataDir, part), copy, { recursive: true });
      return () => {
        rmSync(path.join(dataDir, part), { recursive: true });
        cpSync(copy, path.join(dataDir, part), { recursive: true });
      };
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
