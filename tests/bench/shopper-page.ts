import path from 'node:path';
import { openBrowser } from './harness/a-browser';
import type { Figure } from './harness/bench';
import { type Measured, measured, median } from './measured';

const ROUNDS = 5;
const SLOWDOWN = 4;
/** After the page has nothing more to load. */
const SETTLE_MS = 1500;

type Visit = { readonly bytes: number; readonly paintMs: number; readonly shownMs: number };

/**
 * A phone opens what the code on a label names, with nothing in its cache: everything that comes over the wire as the hub
 * serves it, and the first paint with the processor slowed down four times.
 */
export const shopperPage: Figure = {
  name: 'shopper-page',
  run: async (bench): Promise<readonly Measured[]> => {
    const hub = await bench.hub();
    const [code = ''] = await hub.ask('codes', 3);
    const url = `${hub.url}/01/${code.padStart(14, '0')}?s=MAIN`;
    const visits: Visit[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      visits.push(await visit(path.join(bench.scratch, `phone-${round}`), url));
    }
    const slowest = Math.max(...visits.map(({ paintMs }) => paintMs));
    const note = `median of ${ROUNDS} first visits at ${SLOWDOWN}× slowed CPU`;
    return [
      measured({
        name: 'shopper-page-bytes',
        value: Math.max(...visits.map(({ bytes }) => bytes)) / 1024,
        unit: 'KB',
        bar: 150,
        note: 'all that is transferred, headers included',
      }),
      measured({
        name: 'shopper-page-first-paint',
        value: median(visits.map(({ paintMs }) => paintMs)) / 1000,
        unit: 's',
        bar: 1.5,
        note: `${note}, slowest ${(slowest / 1000).toFixed(2)} s`,
      }),
      measured({
        name: 'shopper-page-garment-shown',
        value: median(visits.map(({ shownMs }) => shownMs)) / 1000,
        unit: 's',
        note: `${note}: until the garment's name stands there`,
      }),
    ];
  },
};

async function visit(profile: string, url: string): Promise<Visit> {
  const context = await openBrowser(profile);
  try {
    const page = await context.newPage();
    await page.setViewportSize({ width: 390, height: 844 });
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(url, { waitUntil: 'load' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const shownMs = await page.evaluate(() => performance.now());
    await page.waitForTimeout(SETTLE_MS);
    const paintMs = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
    if (!Number.isFinite(paintMs)) throw new Error('the page painted nothing');
    return { bytes, paintMs, shownMs };
  } finally {
    await context.close();
  }
}
