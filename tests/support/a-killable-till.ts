import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { issueEnrolmentCode } from '../../hub/devices/enrolment';
import { askLaunchUrl } from '../../main/loopback/starter-file';
import { aStore, aTenant } from './a-fact';
import type { TestHub } from './a-hub';
import { type KillableBrowser, openBrowser } from './a-killable-browser';
import { letClerkIn } from './a-live-till';
import { bundleForNode } from './bundle-for-node';
import { type Cable, layCable } from './cable';
import { buildTillPage } from './till-page';
import type { TillWindow } from './till-page/page';

/**
 * A till of real processes: a host of plain Node, a Chromium, loopback HTTP between them and a cable to a real hub.
 * Folders and port outlive the processes.
 */
export type KillableTill = {
  readonly cable: Cable;
  readonly dataDir: string;
  /** The browser's folder, for those who damage it while no browser runs. */
  readonly profile: string;
  readonly page: () => Page;
  readonly context: () => BrowserContext;
  readonly killHost: () => Promise<void>;
  readonly killBrowser: () => Promise<void>;
  /** Starts again whatever is not running. A page that still stands finds its host by itself. */
  readonly start: () => Promise<void>;
  /** Runs in the page, where `till` and `until` are. Rejects where the browser is killed meanwhile. */
  readonly run: <Value, Ask = undefined>(
    act: (window: TillWindow, ask: Ask) => Value | Promise<Value>,
    ask?: Ask,
  ) => Promise<Value>;
  /** An image of its disk, taken while nothing of it runs: opened with {@link KillableTillParts.image}, it is a clone. */
  readonly imageDisk: () => string;
  /** Everything of its disk becomes what it was when the image was taken. Nothing of it may run. */
  readonly putBack: (image: string) => void;
  readonly close: () => Promise<void>;
};

let bundling: Promise<string> | null = null;

function hostProgram(): Promise<string> {
  bundling ??= bundleForNode('tests/support/till-host-child.ts');
  return bundling;
}

/** Removes what the tills of this test file were run from. */
export async function removeHostProgram(): Promise<void> {
  if (bundling) rmSync(path.dirname(await bundling), { recursive: true, force: true });
  bundling = null;
}

export type KillableTillParts = {
  /** Hears what the page says by `seamSay`, and outlives it. */
  readonly onSay?: (said: unknown) => void;
  /** Another till's disk to begin from. NOTE it has that till's port too: never run both at once. */
  readonly image?: string;
};

export async function aKillableTill(
  hub: TestHub,
  { onSay = () => {}, image }: KillableTillParts = {},
): Promise<KillableTill> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-killable-till-'));
  if (image !== undefined) cpSync(image, folder, { recursive: true });
  let images = 0;
  const [dataDir, profile] = [path.join(folder, 'data'), path.join(folder, 'profile')];
  const [program, pages, cable] = await Promise.all([hostProgram(), buildTillPage(), layCable(hub.url)]);
  await letClerkIn(hub);
  const code = await issueEnrolmentCode(hub.context, aTenant, aStore);
  let host: ChildProcess | null = null;
  let browser: KillableBrowser | null = null;

  async function startHost(): Promise<void> {
    const child = fork(program, [dataDir, cable.url, pages], {
      env: { ...process.env, SEAM_ENROL_CODE: code },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (typeof said !== 'object') throw new Error('the host did not start');
    host = child;
  }

  async function startBrowser(): Promise<void> {
    browser = await openBrowser(profile);
    await browser.context.exposeBinding('seamSay', (_, said: unknown) => onSay(said));
    browser.page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error}\n`));
  }

  async function start(): Promise<void> {
    const isNew = browser === null;
    await Promise.all([host === null ? startHost() : null, isNew ? startBrowser() : null]);
    if (!isNew) return;
    const launchUrl = await askLaunchUrl(dataDir);
    await browser?.page.goto(launchUrl ?? '');
  }

  async function killHost(): Promise<void> {
    const child = host;
    host = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async function killBrowser(): Promise<void> {
    const killed = browser;
    browser = null;
    await killed?.kill();
  }

  const open = () => {
    if (browser === null) throw new Error('the browser was killed');
    return browser;
  };

  return {
    cable,
    dataDir,
    profile,
    page: () => open().page,
    context: () => open().context,
    killHost,
    killBrowser,
    start,
    run: (act, ask) =>
      open().page.evaluate(`(${act.toString()})(window, ${JSON.stringify(ask)})`) as ReturnType<typeof act> &
        Promise<Awaited<ReturnType<typeof act>>>,
    imageDisk: () => {
      images += 1;
      const taken = `${folder}-image-${images}`;
      cpSync(folder, taken, { recursive: true, filter: isOfDisk });
      return taken;
    },
    putBack: (taken) => {
      rmSync(folder, { recursive: true, maxRetries: 5 });
      cpSync(taken, folder, { recursive: true });
    },
    close: async () => {
      await Promise.all([killHost(), killBrowser()]);
      await cable.close();
      for (let n = 1; n <= images; n += 1) rmSync(`${folder}-image-${n}`, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Locks of a browser that was killed are links to nowhere. */
function isOfDisk(file: string): boolean {
  return !path.basename(file).startsWith('Singleton');
}
