import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumArguments, findChromium } from '../../e2e/support/chromium';

/** So that a page that is not in front is measured as one that is. */
const awake = [
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];

/** A real Chromium with a profile of its own, as large as a till's screen. */
export function openBrowser(profile: string, more: readonly string[] = []): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [...chromiumArguments, ...awake, ...more],
    headless: true,
    viewport: { width: 1366, height: 768 },
  });
}

/**
 * A new page that tells its errors instead of keeping them.
 * @param prepare runs in the page before anything of its own
 */
export async function openPage(context: BrowserContext, url: string, prepare?: () => void): Promise<Page> {
  const page = await context.newPage();
  if (prepare) await page.addInitScript(prepare);
  page.setDefaultTimeout(600_000);
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error}\n`));
  await page.goto(url);
  return page;
}
