import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumArguments, findChromium } from '../e2e/support/chromium';

/** A real Chromium on a profile that outlives it, with nothing between it and `kill -9`. */
export type KillableBrowser = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** All its processes at once, as a power cut or a crash ends them; resolves when they are gone. */
  readonly kill: () => Promise<void>;
};

const OPEN_MS = 30_000;

/** Opens a browser on this profile. NOTE Playwright's own launch would end it politely before the profile is used again. */
export async function openBrowser(profile: string): Promise<KillableBrowser> {
  const child = spawn(
    findChromium() ?? '',
    [
      ...chromiumArguments,
      '--headless',
      '--disable-extensions',
      '--disable-default-apps',
      '--disable-dev-shm-usage',
      '--no-default-browser-check',
      '--password-store=basic',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    killGroup(child);
    await ended;
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child));
    const [context] = browser.contexts();
    const page = context?.pages()[0] ?? (await context?.newPage());
    if (context === undefined || page === undefined) throw new Error('a browser has a page');
    return { context, page, kill: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The process and all that it started: they are one group. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

function addressOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no browser: ${said}`)), OPEN_MS);
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      said = '';
      resolve(found);
    });
    stderr?.on('end', () => reject(new Error(`no browser: ${said}`)));
  });
}
