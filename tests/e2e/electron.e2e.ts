import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright/test';
import type { HostApi, HostInfo } from '#shared/contract/host';
import { expect, standinFolder, test } from './support/electron-fixtures';

/** The till's built main and preload, unchanged: on the stand-in everywhere, on Electron where its binary is. */
declare const window: Window & { readonly seamHost: HostApi };

const info = (page: Page): Promise<HostInfo> => page.evaluate(() => window.seamHost.request('host.info', undefined));

test('a till’s page has the one bridge to its host, and nothing of Node', async ({ launch }) => {
  const { app, page } = await launch();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await info(page)).toMatchObject({ kind: 'electron', device: null, lost: [] });
  const bridge = await page.evaluate(() => ({
    members: Object.keys(window.seamHost).sort(),
    isFrozen: Object.isFrozen(window.seamHost),
    hasNode: 'require' in window || 'process' in window,
    isSecureContext,
  }));
  expect(bridge).toEqual({ members: ['on', 'request'], isFrozen: true, hasNode: false, isSecureContext: true });
  const address = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(address).toBe('app://pos/index.html');
});

test('the host says no in the contract’s form', async ({ launch }) => {
  const { page } = await launch();
  const codeOf = (name: string, input: unknown) =>
    page.evaluate(
      async ([request, body]) => {
        const ask = window.seamHost.request as (name: unknown, input: unknown) => Promise<unknown>;
        return ask(request, body).then(
          () => 'done',
          (error: Error) => JSON.parse(error.message).code,
        );
      },
      [name, input] as const,
    );
  expect(await codeOf('files.delete', '/')).toBe('not-found');
  expect(await codeOf('__proto__', {})).toBe('not-found');
  expect(await codeOf('journal.append', { drafts: 'all' })).toBe('request-invalid');
});

test('a till started again is the same till, in a new epoch', async ({ launch }) => {
  const first = await launch();
  const before = await info(first.page);
  await first.app.close();
  const after = await info((await launch()).page);
  expect(after.head.journal).toBe(before.head.journal);
  expect(after.head.epoch).not.toBe(before.head.epoch);
});

test('a page that crashed is back, and its host still answers', async ({ launch }) => {
  const { app } = await launch();
  const answer = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    await new Promise<void>((resolve) => {
      contents?.once('render-process-gone', () => contents.once('did-finish-load', () => resolve()));
      contents?.forcefullyCrashRenderer();
    });
    return contents?.executeJavaScript("window.seamHost.request('host.info').then(({ kind }) => kind)");
  });
  expect(answer).toBe('electron');
});

test('the page stays where it is, whoever asks it to leave', async ({ launch }) => {
  const { app, page } = await launch();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
  await page.evaluate(() => {
    window.open('https://example.com/help');
    window.open('file:///etc/passwd');
  });
  const opened = () => app.evaluate(() => (globalThis as typeof globalThis & { opened?: string[] }).opened);
  await expect.poll(opened).toEqual(['https://example.com/help']);
  expect(app.windows()).toHaveLength(1);
  const isInjected = await page.evaluate(() => {
    document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.injected = 1' }));
    return 'injected' in window;
  });
  expect(isInjected).toBe(false);
  await leaveForAnotherServer(page);
  const address = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(address).toBe('app://pos/index.html');
  await expect(heading).toBeVisible();
});

/** Tries to leave and waits until a page that may leave would have arrived. */
async function leaveForAnotherServer(page: Page): Promise<void> {
  const server = createServer((_request, response) => response.end('<h1>elsewhere</h1>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await page.evaluate((url) => {
      setTimeout(() => location.assign(url));
    }, `http://127.0.0.1:${port}/`);
    await page.waitForTimeout(1_000);
  } finally {
    server.close();
  }
}

test('the page may use the camera to scan, and neither hear nor locate anybody', async ({ launch }) => {
  const { page } = await launch();
  const states = await page.evaluate(() => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(states).toEqual(['granted', 'denied', 'denied', 'denied']);
});

test('a second start brings the first to the front and opens nothing', async ({
  launch,
  isStandin,
  appFolder,
  dataFolder,
}) => {
  test.skip(!isStandin, 'starts the executable of the stand-in');
  const { app, page } = await launch();
  const handedOver = app.evaluate(
    ({ app: electronApp }) =>
      new Promise((resolve) => electronApp.once('second-instance', () => resolve('handed over'))),
  );
  const again = [appFolder, `--user-data-dir=${dataFolder}`];
  await promisify(execFile)(path.join(standinFolder, 'electron'), again, { timeout: 15_000 });
  expect(await handedOver).toBe('handed over');
  expect(app.windows()).toHaveLength(1);
  expect((await info(page)).kind).toBe('electron');
});

test('without a keyring worth the name the till says what is lost', async ({ launch, isStandin }) => {
  test.skip(!isStandin, 'needs a machine without a keyring');
  const { page } = await launch({ env: { ELECTRON_STANDIN_NO_KEYRING: '1' } });
  expect((await info(page)).lost).toContain('keyring');
});
