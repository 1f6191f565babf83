import type { Page } from 'playwright';
import { TillPage } from '../../e2e/support/till-page';
import { PEOPLE, PIN } from './bench-shop';
import type { LiveTill } from './live-till';

const QUIET_MS = 4000;
const PEOPLE_WAIT_MS = 300_000;

/**
 * The built till page as a clerk comes to it in the morning: signed in, drawer open.
 * @param prepare runs in the page before anything of its own
 */
export async function atTheCounter(till: LiveTill, prepare?: () => void): Promise<Page> {
  const page = await till.open('', { prepare });
  const clerk = new TillPage(page);
  await clerk.signIn(/店长|Store lead/, PIN);
  await clerk.openShift();
  return page;
}

/** Until everybody is written down here, and nothing more came down for a while: stock is here too. */
export async function everythingHere(page: Page): Promise<void> {
  const came = countDocuments(page);
  for (const deadline = Date.now() + PEOPLE_WAIT_MS; (await page.evaluate(countRows, 'customers')) < PEOPLE; ) {
    if (Date.now() > deadline) throw new Error(`only ${await page.evaluate(countRows, 'customers')} people came down`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  for (let last = -1, quietMs = 0; quietMs < QUIET_MS; quietMs = came() === last ? quietMs + 1000 : 0) {
    last = came();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Runs in the page: how many rows its stores keep of one collection. */
async function countRows(collection: string): Promise<number> {
  const all = await indexedDB.databases();
  const counts = all.map(async ({ name = '' }) => {
    if (!name.includes(collection) || name.includes('meta')) return 0;
    const database = await new Promise<IDBDatabase | null>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    });
    if (database === null || !database.objectStoreNames.contains('docs')) return 0;
    const rows = await new Promise<number>((resolve) => {
      const request = database.transaction('docs').objectStore('docs').count();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(0);
    });
    database.close();
    return rows;
  });
  return Math.max(0, ...(await Promise.all(counts)));
}

/** Counts the documents that the page pulls from now on. */
export function countDocuments(page: Page): () => number {
  let count = 0;
  page.on('response', async (response) => {
    if (!response.url().includes('/v1/feeds/') || response.request().method() !== 'GET') return;
    const body = (await response.json().catch(() => null)) as { readonly documents?: readonly unknown[] } | null;
    count += body?.documents?.length ?? 0;
  });
  return () => count;
}
