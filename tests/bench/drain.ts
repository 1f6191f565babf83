import type { Figure } from './harness/bench';
import { fullStore, fullStoreLead, PIN } from './harness/bench-shop';
import { openLiveTill } from './harness/live-till';
import { type Measured, measured, percentile } from './measured';
import { readyToSell, signIn } from './sale-committed';

const QUEUED = 10_000;
const SALE_EVERY_MS = 150;

/**
 * Ten thousand sales made while the hub was away go up as soon as it is back, and the till sells on meanwhile. The hub is
 * asked afterwards whether it holds each of them, once.
 */
export const drain: Figure = {
  name: 'drain',
  run: async (bench): Promise<readonly Measured[]> => {
    const till = await openLiveTill(bench, { store: fullStore });
    try {
      const first = await till.open('till');
      const codes = await readyToSell(first, bench);
      await first.evaluate(async (some) => (await window.bench).sell({ codes: some, pauseMs: 0 }), codes.slice(0, 2));
      await first.evaluate(async () => (await window.bench).allSent());
      // A page sends what it hears of: it is cut off while the sales come to be.
      await first.evaluate(async (count) => {
        const work = await window.bench;
        work.cut();
        await work.queueSales(count);
      }, QUEUED);
      await first.close();
      const page = await till.open('till&cut');
      const openedMs = await page.evaluate(async () => (await window.bench).ready());
      bench.say(`  opened with ${QUEUED} waiting sales in ${openedMs.toFixed(0)} ms`);
      await page.evaluate(signIn, { staff: fullStoreLead, pin: PIN });
      const drained = await page.evaluate(async (given) => (await window.bench).drainWhileSelling(given), {
        codes,
        everyMs: SALE_EVERY_MS,
      });
      await page.evaluate(async () => (await window.bench).allSent());
      const device = await page.evaluate(async () => (await window.bench).device());
      const { good, parked } = await (await bench.hub()).ask('countFacts', device);
      if (drained.waiting < QUEUED) throw new Error(`only ${drained.waiting} sales were waiting`);
      const made = QUEUED + 2 + drained.sold.length;
      if (good !== made || parked !== 0)
        throw new Error(`${made} facts were made, the hub holds ${good} and ${parked} parked`);
      return [
        measured({
          name: 'drain',
          value: drained.drainMs / 1000,
          unit: 's',
          bar: 10,
          note: `${drained.waiting} waiting sales, each at the hub once`,
        }),
        measured({
          name: 'drain-sale-committed-p99',
          value: percentile(drained.sold, 0.99),
          unit: 'ms',
          bar: 25,
          note: `${drained.sold.length} sales meanwhile`,
        }),
      ];
    } finally {
      await till.close();
    }
  },
};
