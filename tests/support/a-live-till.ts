import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { HostInfo, type HostOutput, type HostRequestName } from '#shared/contract/host';
import { Fact } from '#shared/facts/registry';
import { publishStaff } from '../../hub/catalogue/publish';
import { issueEnrolmentCode } from '../../hub/devices/enrolment';
import type { HubParts } from '../../hub/hub';
import { sentId } from '../../hub/log/log-row';
import { lockFolder } from '../../main/folder-lock';
import { HostRefusal } from '../../main/host-refusal';
import { mintId } from '../../main/mint-id';
import { createServices, type Services } from '../../main/services';
import { chromiumArguments, findChromium } from '../e2e/support/chromium';
import { aStore, aTenant } from './a-fact';
import { aHub, type TestHub } from './a-hub';
import { aSeller } from './a-sale';
import { type Cable, layCable } from './cable';
import { onEmbeddedDatabase } from './databases';
import { buildTillPage, servePage } from './till-page';
import type { TillWindow } from './till-page/page';
import { aColleague } from './tiny-hub';

export const aPin = '2468';

/** A request to the host that goes wrong. `lost`: it was done, but the answer never came; `refused`: it was turned away. */
type HostFault = { readonly name: HostRequestName } & (
  | { readonly how: 'lost' | 'unreachable' }
  | { readonly how: 'refused'; readonly code: string }
);

/**
 * A whole till without screens: a real host in this process, a real Chromium with its own profile, and a cable to a
 * real hub. It outlives its page, its browser and its host, each of which can be ended and begun again.
 */
export type LiveTill = {
  readonly cable: Cable;
  readonly profile: string;
  readonly dataDir: string;
  readonly faults: HostFault[];
  readonly page: () => Page;
  readonly services: () => Services;
  /** Runs in the page, where `till` and `until` are. */
  readonly run: <Value, Ask = undefined>(
    act: (window: TillWindow, ask: Ask) => Value | Promise<Value>,
    ask?: Ask,
  ) => Promise<Value>;
  readonly reload: () => Promise<void>;
  /** Ends the browser as a power cut would end it for its page, then opens it again. `between` acts on the profile meanwhile. */
  readonly restartBrowser: (between?: () => void | Promise<void>) => Promise<void>;
  /** Ends the host and begins it again; `between` acts on its data folder meanwhile. */
  readonly restartHost: (between?: () => void) => Promise<void>;
};

/** Tests of tills beside one real hub on the embedded database. */
export function besideAHub(name: string, define: (hub: () => TestHub) => void, parts: HubParts = {}): void {
  onEmbeddedDatabase((openDatabase) => {
    describe(name, { timeout: 300_000 }, () => {
      let hub: TestHub;
      beforeAll(async () => {
        await buildTillPage();
        hub = await aHub(openDatabase, {}, parts);
      });
      afterAll(() => hub.stop());
      define(() => hub);
    });
  });
}

export type LiveTillOptions = {
  /** False: its network is cut as soon as it is enrolled. */
  readonly isConnected?: boolean;
  /** How far this machine's clock is ahead of the hub's. */
  readonly clockAheadMs?: number;
};

/** Enrols a till of the first store, opens it and waits for its catalogue. */
export async function aLiveTill(
  hub: TestHub,
  { isConnected = true, clockAheadMs = 0 }: LiveTillOptions = {},
): Promise<LiveTill> {
  const cable = await layCable(hub.url);
  const served = await servePage(await buildTillPage());
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-live-till-'));
  const [profile, dataDir] = [path.join(folder, 'profile'), path.join(folder, 'data')];
  const faults: HostFault[] = [];
  await letClerkIn(hub);

  const openHost = async () =>
    createServices({
      kind: 'browser',
      version: '0.0.0',
      folder: await lockFolder(dataDir),
      hubUrl: cable.url,
      origin: served.origin,
      keyring: null,
      lost: [],
      nowMs: () => Date.now() + clockAheadMs,
      mint: mintId,
    });
  let services = await openHost();
  let context = await launch(profile);
  let page = await open(context, { origin: served.origin, answer, clockAheadMs });

  async function answer(name: HostRequestName, input: unknown): Promise<{ value?: unknown; refused?: string }> {
    const at = faults.findIndex((fault) => fault.name === name);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    if (fault?.how === 'unreachable') return { refused: 'host-unreachable' };
    if (fault?.how === 'refused') return { refused: fault.code };
    try {
      const value = await services.dispatch(name, input);
      return fault ? { refused: 'host-unreachable' } : { value };
    } catch (failure) {
      return { refused: failure instanceof HostRefusal ? failure.code : 'internal' };
    }
  }

  onTestFinished(async () => {
    await context.close();
    await services.close();
    await cable.close();
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const code = await issueEnrolmentCode(hub.context, aTenant, aStore);
  await services.dispatch('device.enrol', { hubUrl: cable.url, code, name: 'Till 1' });
  if (!isConnected) cable.cut();
  await page.reload();

  const run: LiveTill['run'] = (act, ask) =>
    page.evaluate(
      ([text, given]) => {
        const called = new Function(`return (${text})`)() as (window: unknown, ask: unknown) => unknown;
        return called(window, given);
      },
      [act.toString(), ask] as const,
    ) as ReturnType<typeof act> & Promise<Awaited<ReturnType<typeof act>>>;

  const till: LiveTill = {
    cable,
    profile,
    dataDir,
    faults,
    page: () => page,
    services: () => services,
    run,
    reload: async () => void (await page.reload()),
    restartBrowser: async (between) => {
      await context.close();
      await between?.();
      context = await launch(profile);
      page = await open(context, { origin: served.origin, answer, clockAheadMs });
    },
    restartHost: async (between) => {
      await services.close();
      between?.();
      services = await openHost();
    },
  };
  if (isConnected) await ready(till);
  return till;
}

/** Waits until the till can sell. */
export async function ready(till: LiveTill): Promise<void> {
  await till.run((window) => window.until(window.till.start, ({ stage }) => stage === 'ready').then(() => null));
}

/** Waits until the hub has given its final answer about everything. */
export async function allSent(till: LiveTill): Promise<void> {
  await till.run((window) =>
    window.until(window.till.sync, ({ waiting, isOffline }) => waiting === 0 && !isOffline).then(() => null),
  );
}

/** Codes of the notices on screen. */
export function noticesOf(till: LiveTill): Promise<readonly string[]> {
  return till.run((window) => window.till.notices.get().map(({ code }) => code));
}

/** This till's facts as the hub's log holds them, in the log's order; quarantined ones with their code. */
export async function factsAtHub(hub: TestHub, till: LiveTill): Promise<readonly LoggedFact[]> {
  const info = await till.services().dispatch('host.info', undefined);
  const { device } = HostInfo.parse(info);
  const rows = await hub.context.db.run<LoggedFact>(
    'select id, kind, epoch, ctr, quarantine from fact where device = $1 order by seq',
    [device?.id],
  );
  return rows.map((row) => ({ ...row, id: sentId(row.id) }));
}

export type LoggedFact = {
  readonly id: string;
  readonly kind: string;
  readonly epoch: string;
  readonly ctr: number;
  readonly quarantine: string | null;
};

/** This till's facts as its journal holds them, in order. */
export async function factsInJournal(till: LiveTill): Promise<readonly Fact[]> {
  const page = (await till
    .services()
    .dispatch('journal.read', { after: 0, limit: 1000 })) as HostOutput<'journal.read'>;
  return page.facts.map((fact) => Fact.parse(fact));
}

/** Signs the clerk in and opens the drawer. */
export async function openForBusiness(till: LiveTill): Promise<void> {
  await till.run(
    async ({ till: here }, { staff, pin }) => {
      const signedIn = await here.signIn({ staff, pin });
      if (!signedIn.ok) throw new Error(signedIn.refusal.code);
      if (here.counter.get().shift) return;
      const opened = await here.openShift({ floatMinor: 50_000 });
      if (!opened.ok) throw new Error(opened.refusal.code);
    },
    { staff: aSeller, pin: aPin },
  );
}

/** Scans garments and takes cash for them; answers the receipt's number. */
export async function sell(till: LiveTill, ...gtins: readonly string[]): Promise<string> {
  return till.run(async ({ till: here }, codes) => {
    for (const code of codes) {
      const added = here.addByCode(code);
      if (!added.ok) throw new Error(added.refusal.code);
    }
    const sale = await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: here.basket.get().totalMinor }] });
    if (!sale.ok) throw new Error(sale.refusal.code);
    return sale.value.number;
  }, gtins);
}

/** Publishes the clerk with the PIN that tests type. */
export async function letClerkIn(hub: TestHub): Promise<void> {
  const { verifier } = await aColleague(1, aPin);
  const names = { name: { zh: '陈', en: 'Chen' }, role: 'clerk', language: 'zh-CN', active: true } as const;
  await publishStaff(hub.context, aTenant, aStore, [
    { id: aSeller, ...names, verifier } as Parameters<typeof publishStaff>[3][number],
  ]);
}

function launch(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [...chromiumArguments],
    headless: true,
  });
}

type PageParts = {
  readonly origin: string;
  readonly answer: (name: HostRequestName, input: unknown) => Promise<unknown>;
  readonly clockAheadMs: number;
};

async function open(context: BrowserContext, { origin, answer, clockAheadMs }: PageParts): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error}\n`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('net::ERR'))
      process.stderr.write(`page: ${message.text()}\n`);
  });
  await page.exposeFunction('seamAskHost', answer);
  await page.addInitScript((aheadMs) => {
    const { now } = Date;
    Date.now = () => now() + aheadMs;
  }, clockAheadMs);
  await page.goto(origin);
  return page;
}
