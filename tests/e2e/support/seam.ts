import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base } from 'playwright/test';
import { type CuttableNetwork, openNetwork } from '../../support/cuttable-network';

export { expect } from 'playwright/test';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

type Ready = { readonly ready: true; readonly url: string; readonly launchUrl?: string; readonly enrolCode?: string };

export type Part = {
  readonly ready: Ready;
  readonly pid: number;
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
};

/** The built hub with its demo region, a till of one store, and the network between them. */
export type Seam = {
  readonly hub: Part;
  readonly network: CuttableNetwork;
  /** Where the till's page opens; each one works once. */
  readonly tillUrl: () => string;
  readonly dataFolder: string;
  /** Stops the till's host and starts it again on the same folder. */
  readonly restartTill: () => Promise<void>;
};

/** Starts a built part as `npm start` does and waits until it says it is ready. */
export async function startPart(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Part> {
  const child = fork(path.join(projectRoot, file), [...args], {
    env: { ...process.env, ...env },
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.on('message', (message: unknown) => {
      if (isReady(message)) resolve(message);
    });
    void ended.then(() => reject(new Error(`${file} ended before it was ready:\n${said.join('').slice(-4000)}`)));
  });
  return { ready, pid: child.pid ?? 0, stop: (signal = 'SIGTERM') => stop(child, ended, signal) };
}

function isReady(message: unknown): message is Ready {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;
}

async function stop(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await ended;
}

/** Store `JA` of the original house, unless a test says another. */
export const test = base.extend<{ seam: Seam; store: string }>({
  store: ['JA', { option: true }],
  // Playwright reads what a fixture needs from its first parameter.
  seam: [
    async ({ store }, use) => {
      const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'seam-e2e-'));
      const pages = path.join(projectRoot, 'out/renderer');
      const hubArgs = ['--data', dataFolder, '--port', '0', '--demo', '--till-store', store, '--pages', pages];
      const hub = await startPart('out/hub/main.mjs', hubArgs, { SEAM_COALESCE_MS: '500', SEAM_LOG: 'warn' });
      const network = await openNetwork(hub.ready.url);
      const tillArgs = ['--data', path.join(dataFolder, 'till'), '--hub', network.url, '--no-window'];
      const startTill = () =>
        startPart('out/main/host.mjs', tillArgs, hub.ready.enrolCode ? { SEAM_ENROL_CODE: hub.ready.enrolCode } : {});
      let till = await startTill();
      await use({
        hub,
        network,
        dataFolder,
        tillUrl: () => till.ready.launchUrl ?? till.ready.url,
        restartTill: async () => {
          await till.stop();
          till = await startTill();
        },
      });
      await till.stop();
      await network.close();
      await hub.stop();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
    { timeout: 240_000 },
  ],
});
