import type { BrowserContext, Page } from 'playwright';
import { openBrowser, openPage } from './harness/a-browser';
import type { Figure } from './harness/bench';
import { fullStore, MANAGER } from './harness/bench-shop';
import { openLiveTill } from './harness/live-till';
import { type Measured, measured, percentile } from './measured';
import { readyToSell } from './sale-committed';

const SALES = 40;
/** Sales come when they come: so that they do not keep step with anything that is done at intervals. */
const PAUSES_MS = [700, 1900, 1130, 2600, 310] as const;
const LIMIT_MS = 30_000;

/** Counts of the full store's sales as the manager's page showed them, and when, in milliseconds since 1970. */
type ScreenWindow = { readonly shown: Map<number, number> };

/**
 * From “pay” on a till to the frame of the manager's overview that counts the sale: journal, push, log, projector, poke,
 * read and screen, on the built region page.
 */
export const managerScreen: Figure = {
  name: 'manager-screen',
  run: async (bench): Promise<readonly Measured[]> => {
    const hub = await bench.hub();
    const till = await openLiveTill(bench, { store: fullStore });
    const manager = await openBrowser(`${bench.scratch}/manager`);
    try {
      const tillPage = await till.open('till');
      const codes = await readyToSell(tillPage, bench);
      await tillPage.evaluate(async () => (await window.bench).allSent());
      await hub.ask('caughtUp');
      const screen = await signIn(manager, hub.url);
      const before = await salesShown(screen);
      const delays: number[] = [];
      for (let sale = 1; sale <= SALES; sale += 1) {
        const ask = codes.slice(2 * sale, 2 * sale + 2);
        const startedMs = await tillPage.evaluate(async (some) => {
          const work = await window.bench;
          const at = Date.now();
          await work.sell({ codes: some, pauseMs: 0 });
          return at;
        }, ask);
        delays.push((await shownAt(screen, before + sale)) - startedMs);
        await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[sale % PAUSES_MS.length]));
      }
      return [
        measured({
          name: 'manager-screen-p95',
          value: percentile(delays, 0.95) / 1000,
          unit: 's',
          bar: 2,
          note: `${SALES} sales, median ${(percentile(delays, 0.5) / 1000).toFixed(2)} s`,
        }),
      ];
    } finally {
      await manager.close();
      await till.close();
    }
  },
};

async function signIn(context: BrowserContext, hubUrl: string): Promise<Page> {
  const page = await openPage(context, `${hubUrl}/region/`);
  await page.locator('input[name="username"]').fill(MANAGER.login);
  await page.locator('input[name="password"]').fill(MANAGER.password);
  await page.getByTestId('manager-sign-in').click();
  await page.getByTestId('store-row').first().waitFor();
  await page.evaluate(() => {
    const shown = new Map<number, number>();
    Object.assign(window, { shown });
    const read = () => {
      const row = [...document.querySelectorAll('[data-testid="store-row"]')].find((one) =>
        one.textContent?.includes('MAIN'),
      );
      // Today's count stands first in its cell, the week's behind it.
      const sales = Number((row?.querySelectorAll('td')[1]?.firstChild?.textContent ?? '').replace(/\D/g, ''));
      if (!shown.has(sales)) requestAnimationFrame(() => shown.set(sales, Date.now()));
    };
    read();
    new MutationObserver(read).observe(document, { childList: true, subtree: true, characterData: true });
  });
  return page;
}

async function salesShown(page: Page): Promise<number> {
  await page.waitForTimeout(2000);
  return page.evaluate(() => Math.max(0, ...(window as unknown as ScreenWindow).shown.keys()));
}

/** When the page first counted so many sales, or more. */
async function shownAt(page: Page, count: number): Promise<number> {
  const found = await page.waitForFunction(
    (wanted) => {
      const { shown } = window as unknown as ScreenWindow;
      const moments = [...shown].flatMap(([sales, atMs]) => (sales >= wanted ? [atMs] : []));
      return moments.length > 0 ? Math.min(...moments) : null;
    },
    count,
    { polling: 100, timeout: LIMIT_MS },
  );
  return (await found.jsonValue()) ?? Number.NaN;
}
