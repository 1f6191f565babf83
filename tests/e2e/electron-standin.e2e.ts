import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright/test';
import { expect, standinFolder, test } from './support/electron-fixtures';

/**
 * What the stand-in promises a till, shown with a till in miniature. The same file runs on a real Electron where its
 * binary is: what is green there and red here, or the other way round, is where the stand-in is wrong.
 */
test.use({ appFolder: fileURLToPath(new URL('./electron-standin/fixture', import.meta.url)) });

type Host = {
  request(name: string, input?: unknown): Promise<unknown>;
  on(event: string, fn: (body: unknown) => void): () => void;
};
type HostWindow = Window & { readonly seamHost: Host; heard?: unknown[]; forget?: () => void };
declare const window: HostWindow;

const ask = (page: Page, name: string, input?: unknown) =>
  page.evaluate(([request, body]) => window.seamHost.request(String(request), body), [name, input] as const);

test.describe('the bridge', () => {
  test('gives the page what the preload exposes, frozen, and nothing of Node', async ({ launch, isStandin }) => {
    const { app, page } = await launch();
    await expect(page.locator('output')).toHaveText(process.platform);
    const seen = await page.evaluate(() => ({
      require: 'require' in window,
      process: 'process' in window,
      isFrozen: Object.isFrozen(window.seamHost),
      isSecureContext,
    }));
    expect(seen).toEqual({ require: false, process: false, isFrozen: true, isSecureContext: true });
    const urls = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
    );
    expect(urls).toEqual(['app://pos/till.html']);
    if (!isStandin) expect(page.url()).toBe('app://pos/till.html');
  });

  test('carries what structured clone carries, both ways', async ({ launch }) => {
    const { page } = await launch();
    const same = await page.evaluate(async () => {
      const given = {
        at: new Date(5),
        bytes: new Uint8Array([0, 200, 255]),
        seen: new Set(['a']),
        prices: new Map([['sku', 10n]]),
        nothing: undefined,
        words: '围巾 🧣',
        deep: [{ half: 0.5 }, null, Number.NaN],
      };
      const back = (await window.seamHost.request('echo', given)) as typeof given;
      return [
        back.at instanceof Date && back.at.getTime() === 5,
        back.bytes instanceof Uint8Array && back.bytes.join() === '0,200,255',
        back.seen instanceof Set && back.seen.has('a'),
        back.prices instanceof Map && back.prices.get('sku') === 10n,
        'nothing' in back && back.nothing === undefined,
        back.words === '围巾 🧣',
        Object.is(back.deep[2], Number.NaN),
      ];
    });
    expect(same).toEqual([true, true, true, true, true, true, true]);
    expect(await ask(page, 'describe', null)).toBe('[object Null]');
  });

  test('tells the page why main refused, and refuses what cannot be cloned', async ({ launch }) => {
    const { page } = await launch();
    const message = (input: string) =>
      page.evaluate((name) => window.seamHost.request(name).then(String, (error: Error) => error.message), input);
    expect(await message('fail')).toBe("Error invoking remote method 'seam': TypeError: the drawer is stuck");
    const cloning = await page.evaluate(async () => {
      try {
        await window.seamHost.request('echo', { count: Symbol('no') });
        return 'cloned';
      } catch (error) {
        return String(error);
      }
    });
    expect(cloning).toContain('could not be cloned');
  });

  test('brings events to the page until it no longer listens', async ({ launch }) => {
    const { page } = await launch();
    await page.evaluate(() => {
      window.heard = [];
      window.forget = window.seamHost.on('announced', (body) => window.heard?.push(body));
    });
    await ask(page, 'announce', 'one');
    await expect(page.locator('output')).toHaveText('heard one');
    await page.evaluate(() => window.forget?.());
    await ask(page, 'announce', 'two');
    await expect(page.locator('output')).toHaveText('heard two');
    expect(await page.evaluate(() => window.heard)).toEqual(['one']);
  });
});

test.describe('a window', () => {
  test('goes nowhere but to its own pages, opens no other window, runs no foreign script', async ({ launch }) => {
    const { app, page } = await launch();
    await app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = async (url) => {
        opened.push(url);
      };
    });
    await page.evaluate(() => {
      window.open('https://example.com/help');
    });
    const opened = () => app.evaluate(() => (globalThis as typeof globalThis & { opened?: string[] }).opened);
    await expect.poll(opened).toEqual(['https://example.com/help']);
    await page.evaluate(() => {
      setTimeout(() => location.assign('https://example.com/'));
    });
    await page.waitForTimeout(500);
    expect(app.windows()).toHaveLength(1);
    await expect(page.getByRole('heading')).toHaveText('Till');
    // Not `eval` in evaluate: the debugger is exempt from the policy.
    const isInjected = await page.evaluate(() => {
      document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.injected = 1' }));
      return 'injected' in window;
    });
    expect(isInjected).toBe(false);
  });

  test('is asked before a server may redirect it', async ({ launch }) => {
    const server = createServer((_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { app } = await launch();
      const { port } = server.address() as AddressInfo;
      const outcome = await app.evaluate(async ({ BrowserWindow }, url) => {
        const [window] = BrowserWindow.getAllWindows();
        const asked = new Promise<string>((resolve) => {
          window?.webContents.once('will-redirect', (details) => resolve(`asked about ${details.url}`));
        });
        const loaded = window?.loadURL(url).then(
          () => 'loaded',
          (error: Error) => error.message,
        );
        return [await asked, await loaded];
      }, `http://127.0.0.1:${port}/`);
      expect(outcome[0]).toBe('asked about http://127.0.0.1:9/');
      expect(outcome[1]).toMatch(/^ERR_(ABORTED|FAILED) /);
    } finally {
      server.close();
    }
  });

  test('gets the permissions main grants, and no others', async ({ launch }) => {
    const { page } = await launch();
    const state = (name: string) =>
      page.evaluate(
        (asked) => navigator.permissions.query({ name: asked as PermissionName }).then((found) => found.state),
        name,
      );
    expect(await state('camera')).toBe('granted');
    expect(await state('microphone')).toBe('denied');
    expect(await state('geolocation')).toBe('denied');
  });

  test('that crashed is loaded again, with what the page had stored', async ({ launch }) => {
    const { app, page } = await launch();
    await page.evaluate(() => localStorage.setItem('basket', 'coat'));
    await app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      await new Promise<void>((resolve) => {
        window?.webContents.once('render-process-gone', () =>
          window.webContents.once('did-finish-load', () => resolve()),
        );
        window?.webContents.forcefullyCrashRenderer();
      });
    });
    const basket = () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("localStorage.getItem('basket')"),
      );
    expect(await basket()).toBe('coat');
  });

  test('may be kept open by main, and then the app lives on', async ({ launch }) => {
    const { app, page } = await launch();
    const isVetoed = await app.evaluate(({ app: electronApp, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.once('close', (event) => event.preventDefault());
      electronApp.quit();
      return window?.isDestroyed() === false;
    });
    expect(isVetoed).toBe(true);
    await expect(page.getByRole('heading')).toHaveText('Till');
  });
});

test.describe('the app', () => {
  test('finds what its pages stored when it starts again', async ({ launch }) => {
    const first = await launch();
    await first.page.evaluate(() => {
      const opening = indexedDB.open('till', 1);
      return new Promise<void>((resolve, reject) => {
        opening.onupgradeneeded = () => opening.result.createObjectStore('facts').put('sold', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      });
    });
    await first.app.close();
    const { page } = await launch();
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toContain('till');
  });

  test('seals secrets under a key of this machine', async ({ launch }) => {
    const { page } = await launch();
    const isSealed = await page.evaluate(async () => {
      const sealed = await window.seamHost.request('seal', 'token-123');
      const isReadable = new TextDecoder().decode(sealed as Uint8Array).includes('token');
      return !isReadable && (await window.seamHost.request('open', sealed)) === 'token-123';
    });
    expect(isSealed).toBe(true);
  });

  test('started twice hands the second start over to the first', async ({
    launch,
    isStandin,
    appFolder,
    dataFolder,
  }) => {
    test.skip(!isStandin, 'starts the executable of the stand-in');
    const { app } = await launch();
    const handedOver = app.evaluate(
      ({ app: electronApp }) =>
        new Promise((resolve) => {
          electronApp.once('second-instance', (_event, argv, _folder, data) => resolve([argv.at(-1), data]));
        }),
    );
    await promisify(execFile)(
      path.join(standinFolder, 'electron'),
      [appFolder, `--user-data-dir=${dataFolder}`, '--again'],
      { timeout: 10_000 },
    );
    expect(await handedOver).toEqual(['--again', { opened: 'again' }]);
  });

  test('shows the shopper’s side on a second display, and both hear main', async ({ launch, isStandin }) => {
    test.skip(!isStandin, 'needs two displays');
    const { app, page } = await launch({ env: { ELECTRON_STANDIN_DISPLAYS: '1366x768,1024x600' } });
    await expect.poll(() => app.windows().length).toBe(2);
    const pages = app.windows();
    for (const side of pages) await expect(side.locator('output')).toHaveText(process.platform);
    await ask(page, 'announce', '12.50');
    for (const side of pages) await expect(side.locator('output')).toHaveText('heard 12.50');
  });

  test('prints a page as a PDF', async ({ launch }) => {
    const { app } = await launch();
    const start = await app.evaluate(async ({ BrowserWindow }) => {
      const pdf = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({});
      return pdf?.subarray(0, 5).toString('latin1');
    });
    expect(start).toBe('%PDF-');
  });

  test('reaches a hub that admits its origin, and no other', async ({ launch }) => {
    const origins: (string | undefined)[] = [];
    const hub = createServer((request, response) => {
      origins.push(request.headers.origin);
      const admitted = request.url === '/open' ? 'app://pos' : 'https://elsewhere.example';
      response.writeHead(200, {
        'access-control-allow-origin': admitted,
        'access-control-allow-headers': 'authorization',
      });
      response.end('facts');
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    try {
      const { page } = await launch();
      const { port } = hub.address() as AddressInfo;
      const get = (route: string) =>
        page.evaluate(
          (url) =>
            fetch(url, { headers: { authorization: 'Bearer token' } }).then(
              (response) => response.text(),
              (error: Error) => error.name,
            ),
          `http://127.0.0.1:${port}${route}`,
        );
      expect(await get('/open')).toBe('facts');
      expect(await get('/closed')).toBe('TypeError');
      expect(new Set(origins)).toEqual(new Set(['app://pos']));
    } finally {
      hub.close();
    }
  });
});

test.describe('the stand-in', () => {
  test.skip(({ isStandin }) => !isStandin, 'says nothing of Electron');

  test('throws for what it does not emulate', async ({ launch }) => {
    const { app } = await launch();
    const thrown = await app.evaluate(async (electron) => {
      const [window] = electron.BrowserWindow.getAllWindows();
      const attempts: readonly (() => unknown)[] = [
        () => electron.Tray,
        () => electron.app.getLoginItemSettings(),
        () => window?.webContents.capturePage(),
        () => window?.setProgressBar(0.5),
        () => window?.webContents.on('context-menu', () => {}),
        () => electron.dialog.showMessageBox({ message: 'Sure?' }),
        () => new electron.BrowserWindow({ webPreferences: { nodeIntegration: true } }),
      ];
      return Promise.all(
        attempts.map(async (attempt) => {
          try {
            await attempt();
            return 'did something';
          } catch (error) {
            return String(error);
          }
        }),
      );
    });
    for (const text of thrown) expect(text).toContain('is not emulated');
  });

  test('offers nothing that Electron does not have', () => {
    const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    const checked = spawnSync(process.execPath, [tsc, '-p', standinFolder], { encoding: 'utf8' });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });
});
