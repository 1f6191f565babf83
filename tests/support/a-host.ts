import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { HostInput, HostOutput, HostRequestName } from '#shared/contract/host';
import { lockFolder } from '../../main/folder-lock';
import { mintId } from '../../main/mint-id';
import { createServices, type HostMachine, type Services } from '../../main/services';

/** A data folder that is gone when the test ends. */
export async function aDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'seam-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const pageOrigin = 'http://127.0.0.1:20001';

/** The services of a host in a real folder, and a way to ask them as a page does. */
export async function aHost(dataDir: string, changes: Partial<HostMachine> = {}) {
  const services = await createServices({
    kind: 'browser',
    version: '0.0.0',
    folder: await lockFolder(dataDir),
    hubUrl: '',
    origin: pageOrigin,
    keyring: null,
    lost: [],
    nowMs: Date.now,
    mint: mintId,
    reserveBytes: 0,
    ...changes,
  });
  onTestFinished(() => services.close());
  return { services, ask: asker(services), close: services.close };
}

/** One request through the door, typed. */
export function asker(services: Services) {
  return async <Name extends HostRequestName>(name: Name, input: HostInput<Name>): Promise<HostOutput<Name>> =>
    (await services.dispatch(name, input)) as HostOutput<Name>;
}
