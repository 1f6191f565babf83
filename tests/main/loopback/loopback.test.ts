import { mkdir, writeFile } from 'node:fs/promises';
import { request as ask } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { askLaunchUrl } from '../../../main/loopback/starter-file';
import { mintId } from '../../../main/mint-id';
import { type HostOptions, type RunningHost, startHost } from '../../../main/start/run-host';
import { type LoopbackPage, loopbackHost } from '../../../renderer/till/loopback-host';
import { aDataFolder } from '../../support/a-host';
import { saleAfter } from '../../support/a-till-journal';
import { TinyHub } from '../../support/tiny-hub';

let hub: TinyHub;
let options: HostOptions;
beforeEach(async () => {
  hub = await new TinyHub().start();
  const dataDir = await aDataFolder();
  const pagesDir = path.join(dataDir, 'pages');
  await mkdir(path.join(pagesDir, 'assets'), { recursive: true });
  await writeFile(path.join(pagesDir, 'index.html'), '<!doctype html><title>till</title>');
  await writeFile(path.join(pagesDir, 'assets', 'till.js'), 'document.title = "ran";');
  await writeFile(path.join(dataDir, 'secret.html'), 'not for pages');
  options = { dataDir, hubUrl: hub.url, port: 0, pagesDir, version: '0.0.0', enrolCode: 'ENROL-1', reserveBytes: 0 };
});
afterEach(() => hub.stop());

async function start(changes: Partial<HostOptions> = {}): Promise<RunningHost> {
  const host = await startHost({ ...options, ...changes });
  onTestFinished(() => host.close());
  return host;
}

/** A tab: its storage lives through reloads. */
function aTab(storage = new Map<string, string>()) {
  return {
    storage,
    open: (url: string, origin = new URL(url).origin) => {
      const page: LoopbackPage = {
        origin: new URL(url).origin,
        takeLaunchCode: () => new URLSearchParams(new URL(url).hash.slice(1)).get('launch'),
        storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => storage.set(key, value) },
        fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, origin } }),
      };
      return loopbackHost(page);
    },
  };
}

type Sent = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string };

/** A request in the raw, as a program or a browser of another page would send it. */
function send(url: string, { method = 'POST', headers = {}, body = '{}' }: Sent) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const asking = ask(url, { method, headers, setHost: !headers.host }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
    });
    asking.on('error', reject);
    asking.end(method === 'POST' ? body : undefined);
  });
}

const json = { 'content-type': 'application/json' };

describe('the page', () => {
  test('opened with a launch code talks to the host, and still does after a reload', async () => {
    const host = await start();
    const tab = aTab();
    const page = tab.open(host.launchUrl);
    expect(await page.request('host.info', undefined)).toMatchObject({ kind: 'browser', device: { name: 'Till 1' } });
    const reloaded = tab.open(host.url);
    const { head } = await reloaded.request('host.info', undefined);
    const answer = await reloaded.request('journal.append', { drafts: [...saleAfter(head, mintId)] });
    expect(answer).toMatchObject({ status: 'appended', head: { receipts: 1 } });
  });

  test('without one is told so, and a code works once', async () => {
    const host = await start();
    await aTab().open(host.launchUrl).request('host.info', undefined);
    const late = aTab().open(host.launchUrl);
    await expect(late.request('host.info', undefined)).rejects.toMatchObject({ code: 'page-not-launched' });
    const bare = aTab().open(host.url);
    await expect(bare.request('host.info', undefined)).rejects.toMatchObject({ code: 'page-not-launched' });
    await expect(aTab().open(host.newLaunchUrl()).request('host.info', undefined)).resolves.toBeDefined();
  });

  test('that was open goes on when the host was started anew', async () => {
    const host = await start();
    const tab = aTab();
    await tab.open(host.launchUrl).request('host.info', undefined);
    await host.close();
    const page = tab.open(host.url);
    await expect(page.request('host.info', undefined)).rejects.toMatchObject({ code: 'host-unreachable' });
    const again = await start();
    expect(again.url).toBe(host.url);
    await expect(page.request('host.info', undefined)).resolves.toBeDefined();
  });

  test('gets a refusal of the contract by its code', async () => {
    const host = await start();
    const page = aTab().open(host.launchUrl);
    const enrolling = page.request('device.enrol', { hubUrl: hub.url, code: 'ENROL-1', name: 'Till' });
    await expect(enrolling).rejects.toMatchObject({ code: 'already-enrolled' });
    await expect(page.request('journal.read', { after: -1, limit: 5 })).rejects.toMatchObject({
      code: 'request-invalid',
    });
  });

  test('hears where the journal stands when it begins to listen, and of every append of another', async () => {
    const host = await start();
    const [seller, listener] = [aTab().open(host.launchUrl), aTab().open(host.newLaunchUrl())];
    const sell = async () => {
      const { head } = await seller.request('host.info', undefined);
      await seller.request('journal.append', { drafts: [...saleAfter(head, mintId)] });
    };
    await sell();
    const heard: number[] = [];
    onTestFinished(listener.on('journal.appended', ({ head }) => heard.push(head.records)));
    await expect.poll(() => heard, { timeout: 30_000 }).toEqual([1]);
    await sell();
    await expect.poll(() => heard, { timeout: 30_000 }).toEqual([1, 2]);
  });

  test('hears that the host is stopping', async () => {
    const host = await start();
    const page = aTab().open(host.launchUrl);
    await page.request('host.info', undefined);
    const stopping = new Promise((resolve) => page.on('host.stopping', resolve));
    await expect
      .poll(
        async () => (await page.request('host.info', undefined)) && new Promise((r) => setTimeout(() => r(true), 50)),
      )
      .toBe(true);
    await host.close();
    expect(await stopping).toEqual({});
  });
});

describe('another page of this machine', () => {
  const passOf = async (host: RunningHost) => {
    const tab = aTab();
    await tab.open(host.launchUrl).request('host.info', undefined);
    return tab.storage.get('seam.pass') ?? '';
  };
  const info = '{"name":"host.info"}';

  test.each(['http://127.0.0.1:39999', 'http://localhost:39999', 'null', 'https://127.0.0.1'])(
    'from %s can’t call, not even with the pass',
    async (origin) => {
      const host = await start();
      const authorization = `Bearer ${await passOf(host)}`;
      for (const where of ['/host/request', '/host/events', '/host/launch', '/host/launch-code']) {
        const answer = await send(host.url + where, { headers: { ...json, origin, authorization }, body: info });
        expect(answer).toMatchObject({ status: 403 });
        expect(answer.text).not.toContain('kind');
      }
      const preflight = await send(`${host.url}/host/request`, { method: 'OPTIONS', headers: { origin } });
      expect(preflight.status).toBe(403);
      expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
      const read = await send(`${host.url}/`, { method: 'GET', headers: { origin } });
      expect(read.status).toBe(403);
    },
  );

  test('that lets a name of its own point here is refused by that name', async () => {
    const host = await start();
    const authorization = `Bearer ${await passOf(host)}`;
    const port = new URL(host.url).port;
    for (const name of [`shop.example:${port}`, `localhost:${port}`, '127.0.0.1']) {
      const headers = { ...json, host: name, origin: host.url, authorization };
      expect((await send(`${host.url}/host/request`, { headers, body: info })).status).toBe(421);
      expect((await send(`${host.url}/`, { method: 'GET', headers: { host: name } })).status).toBe(421);
    }
  });

  test('can’t use the forms and plain texts that browsers send without asking', async () => {
    const host = await start();
    const authorization = `Bearer ${await passOf(host)}`;
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', '']) {
      const headers = { 'content-type': type, origin: host.url, authorization };
      expect((await send(`${host.url}/host/request`, { headers, body: info })).status).toBe(415);
    }
  });

  test('can’t call without saying where it is from, or without the pass', async () => {
    const host = await start();
    const authorization = `Bearer ${await passOf(host)}`;
    expect((await send(`${host.url}/host/request`, { headers: { ...json, authorization }, body: info })).status).toBe(
      403,
    );
    const own = { ...json, origin: host.url };
    expect((await send(`${host.url}/host/request`, { headers: own, body: info })).status).toBe(401);
    const guessed = { ...own, authorization: `Bearer ${'A'.repeat(32)}` };
    expect((await send(`${host.url}/host/events`, { headers: guessed })).status).toBe(401);
    expect((await send(`${host.url}/host/launch-code`, { headers: { ...own, authorization } })).status).toBe(401);
  });

  test('can’t load the till’s files as scripts or pictures of its own', async () => {
    const host = await start();
    const headers = { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' };
    expect((await send(`${host.url}/assets/till.js`, { method: 'GET', headers })).status).toBe(403);
  });
});

describe('the files of the page', () => {
  test('come with a policy that lets the page talk to its host and its hub only', async () => {
    const host = await start();
    const page = await send(`${host.url}/`, { method: 'GET' });
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('<title>till</title>') });
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ${hub.url}`);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' });
    expect(page.headers).not.toHaveProperty('set-cookie');
  });

  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/..%5c..%5csecret.html',
    '/%00',
    '/%',
  ])('end at their folder: %s', async (where) => {
    const host = await start();
    const answer = await new Promise<string>((resolve, reject) => {
      const asking = ask({ host: '127.0.0.1', port: new URL(host.url).port, path: where }, (response) => {
        let text = String(response.statusCode);
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(text));
      });
      asking.on('error', reject);
      asking.end();
    });
    expect(answer).toMatch(/^404/);
    expect(answer).not.toContain('not for pages');
  });
});

describe('a request', () => {
  test('larger than two megabytes is not read to its end', async () => {
    const host = await start();
    const body = JSON.stringify({ name: 'host.info', input: 'x'.repeat(3 * 1024 * 1024) });
    const sent = send(`${host.url}/host/request`, { headers: { ...json, origin: host.url }, body });
    await expect(
      sent.then(
        ({ status }) => status,
        (error: Error) => error.message,
      ),
    ).resolves.toSatisfy((outcome) => outcome === 413 || /EPIPE|ECONNRESET/.test(String(outcome)));
  });

  test('for events beyond three pages is refused, and a place is free again when a page is gone', async () => {
    const host = await start();
    const tab = aTab();
    await tab.open(host.launchUrl).request('host.info', undefined);
    const headers = { ...json, origin: host.url, authorization: `Bearer ${tab.storage.get('seam.pass')}` };
    const open = () => fetch(`${host.url}/host/events`, { method: 'POST', headers, body: '{}' });
    const listening = await Promise.all(Array.from({ length: 3 }, open));
    expect(listening.map(({ status }) => status)).toEqual(Array(3).fill(200));
    expect((await open()).status).toBe(429);
    await listening[0]?.body?.cancel();
    await expect.poll(async () => (await open()).status).toBe(200);
  });
});

describe('the port', () => {
  test('stays the same for a folder, and is said to be busy rather than changed', async () => {
    const host = await start();
    await host.close();
    const { createServer } = await import('node:net');
    const squatter = createServer().listen(Number(new URL(host.url).port), '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    await expect(start()).rejects.toMatchObject({
      code: 'port-busy',
      params: { port: Number(new URL(host.url).port) },
    });
    await new Promise((resolve) => squatter.close(resolve));
    expect((await start()).url).toBe(host.url);
  });

  test('can be chosen for the first start only', async () => {
    const host = await start({ port: 23_457 });
    expect(host.url).toBe('http://127.0.0.1:23457');
    await host.close();
    await expect(start({ port: 23_458 })).rejects.toMatchObject({ code: 'port-kept', params: { port: 23_457 } });
  });
});

describe('a second start', () => {
  test('on the same folder is refused, and can ask the first for another launch', async () => {
    const host = await start();
    await expect(start()).rejects.toMatchObject({ code: 'host-is-running' });
    const launchUrl = await askLaunchUrl(options.dataDir);
    await expect(
      aTab()
        .open(launchUrl ?? '')
        .request('host.info', undefined),
    ).resolves.toBeDefined();
    await host.close();
    expect(await askLaunchUrl(options.dataDir)).toBeNull();
  });
});
