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

export type PageOptions = {
  /** Runs in the page before anything of its own. */
  readonly prepare?: () => void;
  /** Lets the page make programs of text, which a till's own policy forbids. */
  readonly allowsEval?: boolean;
};

/** A new page that tells its errors instead of keeping them. */
export async function openPage(context: BrowserContext, url: string, options: PageOptions = {}): Promise<Page> {
  const page = await context.newPage();
  if (options.prepare) await page.addInitScript(options.prepare);
  if (options.allowsEval) await (await context.newCDPSession(page)).send('Page.setBypassCSP', { enabled: true });
  page.setDefaultTimeout(600_000);
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error}\n`));
  await page.goto(url);
  return page;
}
