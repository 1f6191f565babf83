import type { CDPSession, Page } from 'playwright';
import { type Bench, builtPages, type Figure } from './harness/bench';
import { fullStore } from './harness/bench-shop';
import { atTheCounter, countDocuments, everythingHere } from './harness/counter-page';
import { openLiveTill } from './harness/live-till';
import { recordScans, type ScanWindow } from './harness/record-scans';
import { type Measured, measured, percentile } from './measured';

const SCANS = 300;
const A_BASKET = 8;
const PAUSE_MS = 120;

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
    const free = await onScreen(bench, 'free', noTurns);
    const at60 = await onScreen(bench, '60hz', []);
    const note = `p99 of ${SCANS} scans; ${await bench.catalogue()}`;
    const figure = (name: string, scans: readonly number[], bar: number | null, more = ''): Measured =>
      measured({ name, value: percentile(scans, 0.99), unit: 'ms', bar, note: `${note}${more}` });
    return [
      figure('scan-to-line-idle', free.idle, 16),
      figure('scan-to-line-syncing', free.syncing, 33, `; ${free.came} documents came down meanwhile`),
      figure('scan-to-line-idle-60hz', at60.idle, null, ', the wait for the screen’s turn included'),
      figure('scan-to-line-syncing-60hz', at60.syncing, null, `, likewise; ${at60.came} documents`),
    ];
  },
};

type Scans = { readonly idle: readonly number[]; readonly syncing: readonly number[]; readonly came: number };

async function onScreen(bench: Bench, name: string, browserArguments: readonly string[]): Promise<Scans> {
  const pagesDir = `${builtPages}/pos`;
  const till = await openLiveTill(bench, { store: fullStore, pagesDir, browserArguments });
  try {
    const page = await atTheCounter(till, recordScans);
    await everythingHere(page);
    const codes = await (await bench.hub()).ask('codes', SCANS);
    await scanAll(page, codes.slice(0, 40));
    const idle = await scanAll(page, codes);
    bench.say(`  ${name}: scanned at rest`);
    const came = countDocuments(page);
    const hub = await bench.hub();
    let isScanning = true;
    const raising = (async () => {
      while (isScanning) await hub.ask('raisePrices');
    })();
    const syncing = await scanAll(page, codes).finally(() => {
      isScanning = false;
    });
    const count = came();
    await raising;
    if (count < 1000) throw new Error(`only ${count} documents came down: the till was hardly syncing`);
    return { idle, syncing, came: count };
  } finally {
    await till.close();
  }
}

/** Scans them one by one, eight to a basket; how long each took to its line. */
async function scanAll(page: Page, codes: readonly string[]): Promise<readonly number[]> {
  const keys = await page.context().newCDPSession(page);
  const start = await page.evaluate(() => (window as unknown as ScanWindow).scans.length);
  for (const [at, code] of codes.entries()) {
    await scan(keys, code);
    await page.waitForFunction((count) => (window as unknown as ScanWindow).scans.length >= count, start + at + 1, {
      polling: 50,
      timeout: 30_000,
    });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (at % A_BASKET === A_BASKET - 1) await page.getByRole('button', { name: /^(清空|Clear)/ }).click();
  }
  await keys.detach();
  return page.evaluate((from) => (window as unknown as ScanWindow).scans.slice(from), start);
}

/** Keys as fast as a scanner's, without waiting for each to be taken. */
async function scan(keys: CDPSession, code: string): Promise<void> {
  const press = (key: string, where: string, text: string) => {
    const known = { key, code: where, windowsVirtualKeyCode: text.charCodeAt(0) };
    return [
      keys.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...known }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...known }),
    ];
  };
  const digits = [...code].flatMap((digit) => press(digit, `Digit${digit}`, digit));
  await Promise.all([...digits, ...press('Enter', 'Enter', '\r')]);
}
