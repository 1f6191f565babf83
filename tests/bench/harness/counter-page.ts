import type { Page } from 'playwright';
import { TillPage } from '../../e2e/support/till-page';
import { PIN } from './bench-shop';
import type { LiveTill } from './live-till';

const QUIET_MS = 8000;

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

/** Until nothing more came down for a while: stock and people are here too. */
export async function everythingHere(page: Page): Promise<void> {
  const came = countDocuments(page);
  for (let last = -1, quietMs = 0; quietMs < QUIET_MS; quietMs = came() === last ? quietMs + 1000 : 0) {
    last = came();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
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
