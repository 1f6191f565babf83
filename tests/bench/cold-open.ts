import type { Page } from 'playwright';
import type { Figure } from './harness/bench';
import { emptyStore } from './harness/bench-shop';
import { type LiveTill, openLiveTill } from './harness/live-till';
import { type Measured, measured, median, ratioOf } from './measured';
import type { PouchGarment } from './page/pouch-work';

const ROUNDS = 5;
const CHUNK = 10_000;

/**
 * From the address to the first scanned garment on the basket, in a browser that was just started on a till installed
 * before; beside it PouchDB with the same garments, doing the same: all read, kept by barcode, one scanned. In turn. Told
 * besides: PouchDB asked by its stored index, with nothing else read.
 */
export const coldOpen: Figure = {
  name: 'cold-open',
  run: async (bench): Promise<readonly Measured[]> => {
    const till = await openLiveTill(bench, { store: emptyStore });
    try {
      const page = await till.open('till');
      await page.evaluate(async () => (await window.bench).synced());
      const [code = ''] = await page.evaluate(async () => (await window.bench).codes(3));
      bench.say('  filling PouchDB');
      await fillPouch(till, await garmentsOf(page));
      await page.close();
      const [ours, theirs, byIndex]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        ours.push(await coldly(till, 'till', async (one) => (await window.bench).firstScan(one), code));
        theirs.push(await coldly(till, 'pouch', async (one) => (await window.bench).pouchAllThenScan(one), code));
        byIndex.push(await coldly(till, 'pouch', async (one) => (await window.bench).pouchFirstScan(one), code));
      }
      const note = `median of ${ROUNDS} starts of the browser, slowest ${Math.max(...ours).toFixed(0)} ms; ${await bench.catalogue()}`;
      return [
        measured({
          name: 'cold-open',
          value: median(ours) / 1000,
          unit: 's',
          bar: 1.5,
          baseline: median(theirs) / 1000,
          note,
        }),
        ratioOf({
          name: 'cold-open-ratio',
          of: median(ours),
          to: median(theirs),
          bar: Number((1 / 3).toFixed(3)),
          note: 'to PouchDB doing the same: open, read all garments, keep them by barcode, scan',
        }),
        ratioOf({
          name: 'cold-open-to-pouch-index',
          of: median(ours),
          to: median(byIndex),
          note: 'to PouchDB opened and asked by its stored barcode index, nothing else read',
        }),
      ];
    } finally {
      await till.close();
    }
  },
};

/** Milliseconds since the page began to load, in a fresh browser whose first page has settled. */
async function coldly(
  till: LiveTill,
  query: string,
  scan: (code: string) => Promise<number>,
  code: string,
): Promise<number> {
  await till.restartBrowser();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const page = await till.open(query, { allowsEval: query === 'pouch' });
  const tookMs = await page.evaluate(scan, code);
  await page.close();
  return tookMs;
}

async function garmentsOf(page: Page): Promise<readonly PouchGarment[]> {
  return page.evaluate(async () => {
    const { till } = await window.bench;
    return till.searchStyles('', { limit: 100_000 }).flatMap(({ style, minor }) =>
      style.variants.map(({ id, gtin, colour, size }) => ({
        _id: id,
        gtin: gtin ?? '',
        name: style.name.en,
        colour,
        size,
        minor: minor ?? 0,
      })),
    );
  });
}

async function fillPouch(till: LiveTill, garments: readonly PouchGarment[]): Promise<void> {
  const page = await till.open('pouch', { allowsEval: true });
  for (let at = 0; at < garments.length; at += CHUNK) {
    const isLast = at + CHUNK >= garments.length;
    const some = garments.slice(at, at + CHUNK);
    await page.evaluate(async ([part, last]) => (await window.bench).pouchFill(part, last), [some, isLast] as const);
  }
  await page.close();
}
