import type { Page } from 'playwright';
import { openPage } from './harness/a-browser';
import type { Bench, Figure } from './harness/bench';
import { fullStore, fullStoreLead, PEOPLE, PIN } from './harness/bench-shop';
import { openLiveTill } from './harness/live-till';
import { startPart } from './harness/process-part';
import type { RawAppendAnswers } from './harness/raw-append-process';
import { type Measured, measured, median, percentile, ratioOf } from './measured';

const BLOCKS = 40;
const A_BLOCK = 10;
const PAUSE_MS = 20;

/**
 * From “pay” to “the journal has it”, beside a raw append: one loopback round trip, the same bytes, one fdatasync in the
 * same folder. Ten of each in turn, so that both meet the same disk and the same load. The hub, which would take its share
 * of this machine only here, is away meanwhile; `drain` measures sales while it is busy.
 */
export const saleCommitted: Figure = {
  name: 'sale-committed',
  run: async (bench): Promise<readonly Measured[]> => {
    const till = await openLiveTill(bench, { store: fullStore });
    const raw = await startPart<RawAppendAnswers>('raw-append-process', { folder: till.dataDir });
    try {
      const first = await till.open('till');
      const codes = await readyToSell(first, bench);
      await first.evaluate(async () => (await window.bench).allSent());
      await first.close();
      const page = await till.open('till&cut');
      await page.evaluate(signIn, { staff: fullStoreLead, pin: PIN });
      await page.evaluate(async (some) => (await window.bench).sell({ codes: some, pauseMs: 20 }), codes.slice(0, 40));
      const text = await page.evaluate(async () => (await window.bench).saleText());
      const rawPage = await openPage(till.browser(), `${await raw.ask('url')}/`);
      const [sales, appends]: [number[], number[]] = [[], []];
      for (let block = 0; block < BLOCKS; block += 1) {
        const some = codes.slice(0, 2 * A_BLOCK);
        sales.push(
          ...(await page.evaluate(async (ask) => (await window.bench).sell(ask), { codes: some, pauseMs: PAUSE_MS })),
        );
        appends.push(...(await rawPage.evaluate(appendRaw, { text, times: A_BLOCK, pauseMs: PAUSE_MS })));
      }
      return [
        measured({
          name: 'sale-committed-p99',
          value: percentile(sales, 0.99),
          unit: 'ms',
          bar: 25,
          baseline: percentile(appends, 0.99),
          note: `${sales.length} sales of two garments; p99 of both`,
        }),
        ratioOf({
          name: 'sale-committed-ratio',
          of: median(sales),
          to: median(appends),
          bar: 1.5,
          note: `medians; to one loopback round trip and a synced append of ${text.length} characters`,
        }),
      ];
    } finally {
      await raw.stop();
      await till.close();
    }
  },
};

/** Signs in, opens the drawer and waits until everything is here; answers barcodes from all over the catalogue. */
export async function readyToSell(page: Page, bench: Bench): Promise<readonly string[]> {
  await page.evaluate(signIn, { staff: fullStoreLead, pin: PIN });
  await page.evaluate(async (count) => {
    const work = await window.bench;
    await work.synced();
    await work.peopleReady(count);
  }, PEOPLE);
  bench.say('  a till with everything on it is ready to sell');
  return page.evaluate(async () => (await window.bench).codes(400));
}

/** Runs in the till's page. */
export async function signIn(who: { readonly staff: typeof fullStoreLead; readonly pin: string }): Promise<void> {
  await (await window.bench).openForBusiness(who);
}

type RawAsk = { readonly text: string; readonly times: number; readonly pauseMs: number };

/** Runs in the raw server's own page: the same origin, as the till's page and its host are. */
async function appendRaw({ text, times, pauseMs }: RawAsk): Promise<number[]> {
  const durations: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const before = performance.now();
    await (await fetch('/append', { method: 'POST', body: text, cache: 'no-store' })).json();
    durations.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return durations;
}
