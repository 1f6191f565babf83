import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningHost, startHost } from '../../../main/start/run-host';
import { chromiumArguments, findChromium } from '../../e2e/support/chromium';
import { aDataFolder } from '../../support/a-host';

/** What an attacker's page tries against the host, in every way a browser lets it. */
async function tryEverything(host: string): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  const tell = async (name: string, what: () => Promise<string>) => {
    told[name] = await what().catch((error: Error) => `blocked: ${error.message}`);
  };
  const body = JSON.stringify({ name: 'host.info' });
  await tell('json', () =>
    fetch(`${host}/host/request`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then((r) =>
      r.text(),
    ),
  );
  await tell('plain', () =>
    fetch(`${host}/host/request`, { method: 'POST', body, credentials: 'include' }).then((r) => r.text()),
  );
  await tell('opaque', () =>
    fetch(`${host}/host/request`, { method: 'POST', body, mode: 'no-cors', credentials: 'include' }).then(
      (r) => `status ${r.status}`,
    ),
  );
  await tell('events', () => fetch(`${host}/host/events`, { method: 'POST', body: '{}' }).then((r) => r.text()));
  await tell('page', () => fetch(`${host}/`).then((r) => r.text()));
  await tell(
    'script',
    () =>
      new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = `${host}/assets/till.js`;
        script.onload = () => resolve('loaded');
        script.onerror = () => reject(new Error('script'));
        document.head.append(script);
      }),
  );
  await tell('frame', async () => {
    const frame = document.createElement('iframe');
    frame.src = `${host}/`;
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return frame.contentDocument ? 'readable' : 'unreadable';
  });
  return told;
}

describe('in a real browser, a page on another port of this machine', () => {
  let browser: Browser;
  let host: RunningHost;
  const seen: string[] = [];
  const foreign = createServer((request, response) => {
    seen.push(JSON.stringify(request.headers));
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>foreign</title><body>');
  });

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findChromium(),
      args: [...chromiumArguments],
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await browser.close();
    foreign.close();
  });

  test('can neither call the host nor read anything of it, while the till’s own page can', async () => {
    const dataDir = await aDataFolder();
    const pagesDir = path.join(dataDir, 'pages');
    await mkdir(path.join(pagesDir, 'assets'), { recursive: true });
    await writeFile(path.join(pagesDir, 'index.html'), '<!doctype html><title>till</title>');
    await writeFile(path.join(pagesDir, 'assets/till.js'), 'window.stolen = true;');
    host = await startHost({ dataDir, hubUrl: '', port: 0, pagesDir, version: '0.0.0', reserveBytes: 0 });
    try {
      const context = await browser.newContext();
      const till = await context.newPage();
      await till.goto(host.launchUrl);
      const own = await till.evaluate(async () => {
        const post = (where: string, body: object, pass?: string) =>
          fetch(where, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...(pass ? { authorization: `Bearer ${pass}` } : {}) },
            body: JSON.stringify(body),
          });
        const code = location.hash.replace('#launch=', '');
        const { pass } = (await (await post('/host/launch', { code })).json()) as { pass: string };
        sessionStorage.setItem('seam.pass', pass);
        return (await post('/host/request', { name: 'host.info' }, pass)).status;
      });
      expect(own).toBe(200);

      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
      const told = await page.evaluate(tryEverything, host.url);
      expect(told).toEqual({
        json: expect.stringMatching(/^blocked/),
        plain: expect.stringMatching(/^blocked/),
        opaque: expect.stringMatching(/^(blocked|status 0)/),
        events: expect.stringMatching(/^blocked/),
        page: expect.stringMatching(/^blocked/),
        script: expect.stringMatching(/^blocked/),
        frame: 'unreadable',
      });
      expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
      expect(seen.join()).not.toContain('cookie');
      expect(await context.cookies()).toEqual([]);
    } finally {
      await host.close();
    }
  });
});
