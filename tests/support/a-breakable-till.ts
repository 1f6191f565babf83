import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import type { HostRequestName } from '#shared/contract/host';
import { issueEnrolmentCode } from '../../hub/devices/enrolment';
import { HostRefusal } from '../../main/host-refusal';
import { mintId } from '../../main/mint-id';
import { createServices, type Services } from '../../main/services';
import { chromiumArguments, findChromium } from '../e2e/support/chromium';
import { aStore, aTenant } from './a-fact';
import type { TestHub } from './a-hub';
import { letClerkIn } from './a-live-till';
import { type Cable, layCable } from './cable';
import { FaultyDisk, ProcessKilled } from './faulty-files';
import { buildTillPage, servePage } from './till-page';
import type { TillWindow } from './till-page/page';

/**
 * How a request to the host goes wrong on its way. `lost`: it was done, but the answer never came. `turned away`: the
 * host does not know the page any more, as after its own restart.
 */
export type OnTheWay = 'lost' | 'unreachable' | 'turned away';

/**
 * A till whose journal lies on a disk that a test can break at every call, and whose page has a browser's context of
 * its own. A host that dies of its disk is started again at once, as a shop's machine would.
 */
export type BreakableTill = {
  readonly disk: FaultyDisk;
  readonly cable: Cable;
  /** What happens to the next requests to the journal, one after the other. */
  readonly onTheWay: OnTheWay[];
  readonly page: () => Page;
  readonly run: <Value, Ask = undefined>(
    act: (window: TillWindow, ask: Ask) => Value | Promise<Value>,
    ask?: Ask,
  ) => Promise<Value>;
  readonly reload: () => Promise<void>;
  /** Another window of the same till, on the same stores. */
  readonly openWindow: () => Promise<Page>;
  /** Ends the host and starts it again; with `powerCut`, that part (0–1) of what was not synced is left on the disk. */
  readonly restartHost: (powerCut?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

async function aBreakableTill(hub: TestHub, browser: Browser, origin: string): Promise<BreakableTill> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'seam-breakable-till-'));
  const cable = await layCable(hub.url);
  const disk = new FaultyDisk();
  const onTheWay: OnTheWay[] = [];
  let context: BrowserContext | null = null;
  let starting: Promise<Services> = openHost();

  /** A page that is being loaded or closed hears nothing, as it would not over a real connection. */
  function tellPages(name: string, body: object): void {
    const said = JSON.stringify([name, body]);
    for (const page of context?.pages() ?? []) page.evaluate(`window.seamHear?.(...${said})`).catch(() => undefined);
  }

  async function openHost(): Promise<Services> {
    const services = await createServices({
      kind: 'browser',
      version: '0.0.0',
      folder: { path: dataDir, release: async () => undefined },
      hubUrl: cable.url,
      origin,
      keyring: null,
      lost: [],
      nowMs: Date.now,
      mint: mintId,
      reserveBytes: 4096,
      journalFiles: async () => disk.start(),
    });
    services.onEvent(tellPages);
    return services;
  }

  function restart(before: () => void): Promise<void> {
    const ended = starting;
    starting = ended.then(async (services) => {
      before();
      disk.nextFault = () => null;
      await services.close().catch(() => undefined);
      return openHost();
    });
    return starting.then(() => undefined);
  }

  async function answer(name: HostRequestName, input: unknown): Promise<{ value?: unknown; refused?: string }> {
    const services = await starting;
    const fault = name === 'journal.append' ? onTheWay.shift() : undefined;
    if (fault === 'unreachable') return { refused: 'host-unreachable' };
    if (fault === 'turned away') return { refused: 'page-not-launched' };
    try {
      const value = await services.dispatch(name, input);
      return fault === 'lost' ? { refused: 'host-unreachable' } : { value };
    } catch (failure) {
      if (failure instanceof HostRefusal) return { refused: failure.code };
      if (!isKilled(failure)) return { refused: 'internal' };
      if ((await starting) === services) await restart(() => undefined);
      return { refused: 'host-unreachable' };
    }
  }

  const code = await issueEnrolmentCode(hub.context, aTenant, aStore);
  await (await starting).dispatch('device.enrol', { hubUrl: cable.url, code, name: 'Till' });
  const windows = await browser.newContext();
  context = windows;
  await windows.exposeFunction('seamAskHost', answer);
  const open = async () => {
    const page = await windows.newPage();
    page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error}\n`));
    await page.goto(origin);
    return page;
  };
  const page = await open();

  return {
    disk,
    cable,
    onTheWay,
    page: () => page,
    run: (act, ask) => runIn(page, act, ask),
    reload: async () => void (await page.reload()),
    openWindow: open,
    restartHost: (powerCut) => restart(() => (powerCut === undefined ? disk.kill() : disk.cutPower(powerCut))),
    close: async () => {
      await windows.close();
      await (await starting).close().catch(() => undefined);
      await cable.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** One browser and one served page for many breakable tills, each in a context of its own. */
export async function openTillBrowser(): Promise<{
  readonly newTill: (hub: TestHub) => Promise<BreakableTill>;
  readonly close: () => Promise<void>;
}> {
  const served = await servePage(await buildTillPage());
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
  return {
    newTill: async (hub) => {
      await letClerkIn(hub);
      return aBreakableTill(hub, browser, served.origin);
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}

/** Runs in a page, where `till` and `until` are. */
export function runIn<Value, Ask = undefined>(
  page: Page,
  act: (window: TillWindow, ask: Ask) => Value | Promise<Value>,
  ask?: Ask,
): Promise<Value> {
  return page.evaluate(`(${act.toString()})(window, ${JSON.stringify(ask)})`) as Promise<Value>;
}

function isKilled(failure: unknown): boolean {
  if (failure instanceof ProcessKilled) return true;
  return failure instanceof Error && failure.cause !== undefined && isKilled(failure.cause);
}
