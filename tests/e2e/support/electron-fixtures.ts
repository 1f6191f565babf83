import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, type ElectronApplication, type Page } from 'playwright/test';
import { findChromium } from './chromium';

export { expect } from 'playwright/test';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder that stands in for Electron's own: `ELECTRON_OVERRIDE_DIST_PATH`. */
export const standinFolder = fileURLToPath(new URL('../electron-standin', import.meta.url));

export type Launched = { readonly app: ElectronApplication; readonly page: Page };
export type LaunchOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of the app itself. */
  readonly args?: readonly string[];
};

export type ElectronOptions = {
  /** Folder with the package.json of the app to run: the project, or an unpacked app.asar in `SEAM_APP_DIR`. */
  readonly appFolder: string;
  /** Whether the app runs on the stand-in instead of Electron. */
  readonly isStandin: boolean;
};

type Fixtures = {
  /** A folder of this test's own, kept between two launches and removed at the end. */
  readonly dataFolder: string;
  /** Starts the app and gives its first window once it shows a page. What was started is closed at the end. */
  readonly launch: (options?: LaunchOptions) => Promise<Launched>;
};

/**
 * Runs a test on the stand-in (project `standin`) or on Electron (project `electron`). Without Electron's binary the
 * latter is skipped, or fails where `SEAM_REQUIRE_ELECTRON=1` promises it.
 */
export const test = base.extend<ElectronOptions & Fixtures>({
  appFolder: [process.env.SEAM_APP_DIR ?? projectRoot, { option: true }],
  isStandin: [false, { option: true }],
  dataFolder: async ({ isStandin }, use) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), isStandin ? 'seam-standin-' : 'seam-electron-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  launch: async ({ appFolder, dataFolder, isStandin }, use, info) => {
    if (!isStandin && !hasElectron()) {
      if (process.env.SEAM_REQUIRE_ELECTRON === '1')
        throw new Error('SEAM_REQUIRE_ELECTRON=1, but Electron’s binary is not here');
      info.skip(
        true,
        'Electron’s binary is not here; `npx install-electron --no` fetches it where GitHub can be reached',
      );
    }
    const started: ElectronApplication[] = [];
    await use(async ({ env = {}, args = [] } = {}) => {
      const app = await withDistPath(isStandin ? standinFolder : undefined, () =>
        _electron.launch({
          args: [appFolder, `--user-data-dir=${dataFolder}`, ...args],
          cwd: appFolder,
          env: { ...inherited(), CHROMIUM_PATH: findChromium() ?? '', ...env },
        }),
      );
      started.push(app);
      const page = await app.firstWindow();
      await page.waitForURL((url) => url.protocol !== 'about:');
      return { app, page };
    });
    for (const app of started) await app.close().catch(() => {}); // A test may have ended it.
  },
});

/** Whether Electron's binary is here. Never `require('electron')` to find out: that starts a download. */
export function hasElectron(): boolean {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = path.join(folder, 'path.txt');
  return existsSync(pathFile) && existsSync(path.join(folder, 'dist', readFileSync(pathFile, 'utf8')));
}

/** Playwright asks the electron package where the binary is, and that asks the environment. */
async function withDistPath<Value>(folder: string | undefined, launch: () => Promise<Value>): Promise<Value> {
  const before = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  setDistPath(folder);
  try {
    return await launch();
  } finally {
    setDistPath(before);
  }
}

function setDistPath(folder: string | undefined): void {
  if (folder === undefined) delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
  else process.env.ELECTRON_OVERRIDE_DIST_PATH = folder;
}

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_OVERRIDE_DIST_PATH');
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
}
