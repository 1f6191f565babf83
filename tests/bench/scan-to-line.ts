import type { CDPSession, Page } from 'playwright';
import { type Bench, builtPages, type Figure, type HubPart } from './harness/bench';
import { fullStore } from './harness/bench-shop';
import { atTheCounter, countDocuments, everythingHere } from './harness/counter-page';
import { openLiveTill } from './harness/live-till';
import { recordScans, type ScanWindow } from './harness/record-scans';
import { type Measured, measured, percentile } from './measured';

const SCANS = 300;
/** With a screen's turn: told for information, so fewer will do. */
const SCANS_60HZ = 100;
const A_BASKET = 8;
const PAUSE_MS = 60;
const KEY_MS = 6;
const LINE_WAIT_MS = 10_000;

/** A screen's turn is not waited for: a frame comes as soon as it can be painted. */
const noTurns = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/**
 * From the key that ends a scan to the frame that shows the garment's line, on the built till page with everything in it:
 * at rest, and while every price of the store comes down anew. Measured without waiting for a screen's turn; then again
 * with a screen of 60 Hz, whose turn alone is up to 16.7 ms away.
 */
export const scanToLine: Figure = {
  name: 'scan-to-line',
  run: async (bench) => {
    const free = await onScreen(bench, 'free', SCANS, noTurns);
    const at60 = await onScreen(bench, '60hz', SCANS_60HZ, []);
    const catalogue = await bench.catalogue();
    const figure = (name: string, scans: readonly number[], bar: number | null, more = ''): Measured =>
      measured({
        name,
        value: percentile(scans, 0.99),
        unit: 'ms',
        bar,
        note: `p99 of ${scans.length} scans; ${catalogue}${more}`,
      });
    return [
      figure('scan-to-line-idle', free.idle, 16),
      figure('scan-to-line-syncing', free.syncing, 33, `; ${free.came} documents came down meanwhile`),
      figure('scan-to-line-idle-60hz', at60.idle, null, ', the wait for the screen’s turn included'),
      figure('scan-to-line-syncing-60hz', at60.syncing, null, `, likewise; ${at60.came} documents`),
    ];
  },
};

type Scans = { readonly idle: readonly number[]; readonly syncing: readonly number[]; readonly came: number };

async function onScreen(
  bench: Bench,
  name: string,
  count: number,
  browserArguments: readonly string[],
): Promise<Scans> {
  const pagesDir = `${builtPages}/pos`;
  const till = await openLiveTill(bench, { store: fullStore, pagesDir, browserArguments });
  try {
    const page = await atTheCounter(till, recordScans);
    await everythingHere(page);
    const codes = await (await bench.hub()).ask('codes', count);
    await scanAll(page, codes.slice(0, 40));
    const idle = await scanAll(page, codes);
    bench.say(`  ${name}: scanned at rest`);
    const came = countDocuments(page);
    const hub = await bench.hub();
    const raising = new AbortController();
    const raised = raisePrices(hub, raising.signal);
    const syncing = await scanAll(page, codes).finally(() => raising.abort());
    const documents = came();
    await raised;
    if (documents < 1000) throw new Error(`only ${documents} documents came down: the till was hardly syncing`);
    return { idle, syncing, came: documents };
  } finally {
    await till.close();
  }
}

/** One new price list after another until the signal. */
async function raisePrices(hub: HubPart, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await hub.ask('raisePrices');
}

/**
 * Scans them one by one, eight to a basket; how long each took to its line. A scan that this machine typed too slowly for
 * a scanner is typed again and not counted.
 */
async function scanAll(page: Page, codes: readonly string[]): Promise<readonly number[]> {
  const keys = await page.context().newCDPSession(page);
  const start = (await scansOf(page)).length;
  let mistyped = 0;
  for (const [at, code] of codes.entries()) {
    while (!(await scanned(page, start + at + 1, () => scan(keys, code)))) {
      await clearBasket(page);
      mistyped += 1;
      if (mistyped > codes.length / 10) throw new Error(`${mistyped} of ${at} scans showed no line`);
    }
    await pause(PAUSE_MS);
    if (at % A_BASKET === A_BASKET - 1) await clearBasket(page);
  }
  await keys.detach();
  return (await scansOf(page)).slice(start);
}

/** Types once and waits for the line. */
async function scanned(page: Page, count: number, type: () => Promise<void>): Promise<boolean> {
  const before = await page.evaluate(() => (window as unknown as ScanWindow).mistyped);
  await type();
  const outcome = await page
    .waitForFunction(
      ([scans, mistyped]) => {
        const here = window as unknown as ScanWindow;
        if (here.scans.length >= scans) return 'line';
        return here.mistyped > mistyped ? 'mistyped' : null;
      },
      [count, before] as const,
      { polling: 50, timeout: LINE_WAIT_MS },
    )
    .then((found) => found.jsonValue())
    .catch(() => 'nothing');
  return outcome === 'line';
}

function scansOf(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (window as unknown as ScanWindow).scans);
}

/** The first press asks, the second clears. */
function clearBasket(page: Page): Promise<void> {
  return page.getByTestId('drop-basket').dblclick();
}

/**
 * Keys as a scanner sends them, some milliseconds apart, without waiting for each to be taken. The digits are stamped with
 * the moments a scanner would have sent them at, however busy this machine is; the last key with its own.
 */
async function scan(keys: CDPSession, code: string): Promise<void> {
  const sent: Promise<unknown>[] = [];
  const startMs = Date.now();
  const press = (key: string, where: string, text: string, atMs: number): void => {
    const known = { key, code: where, windowsVirtualKeyCode: text.charCodeAt(0), timestamp: atMs / 1000 };
    for (const type of ['keyDown', 'keyUp'] as const)
      sent.push(keys.send('Input.dispatchKeyEvent', { type, ...(type === 'keyDown' ? { text } : {}), ...known }));
  };
  for (const [at, digit] of [...code].entries()) {
    press(digit, `Digit${digit}`, digit, startMs + at * KEY_MS);
    await pause(KEY_MS);
  }
  press('Enter', 'Enter', '\r', Date.now());
  await Promise.allSettled(sent);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
