import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aHub, type TestHub } from '../support/a-hub';
import { aKillableTill, type KillableTill, removeHostProgram } from '../support/a-killable-till';
import { aPin } from '../support/a-live-till';
import { aSeller } from '../support/a-sale';
import { onEmbeddedDatabase } from '../support/databases';
import { redCoat } from '../support/garments';
import { readJournal } from '../support/till-memory';

/** What a page of somebody else's tries against a till's host, in every way a browser has. */
async function tryEverything({ host, hub }: { host: string; hub: string }): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  const tell = async (name: string, what: () => Promise<string>) => {
    const late = new Promise<string>((resolve) => setTimeout(() => resolve('blocked: no answer'), 3_000));
    told[name] = await Promise.race([what(), late]).catch((error: Error) => `blocked: ${error.message}`);
  };
  const sale = JSON.stringify({
    name: 'journal.append',
    input: { drafts: [{ fact: { id: 'sale_x', kind: 'SaleCompleted' } }] },
  });
  const post = (where: string, init: RequestInit) => fetch(where, { method: 'POST', body: sale, ...init });
  const json = { 'content-type': 'application/json' };
  const request = `${host}/host/request`;
  const alias = request.replace('127.0.0.1', 'localhost');

  await tell('a call', () => post(request, { headers: json }).then((answer) => answer.text()));
  await tell('a call by another name of this machine', () =>
    post(alias, { headers: json }).then((answer) => answer.text()),
  );
  await tell('a call with a guessed pass', () =>
    post(request, { headers: { ...json, authorization: `Bearer ${'a'.repeat(32)}` } }).then((answer) => answer.text()),
  );
  await tell('a plain call with cookies', () =>
    post(request, { credentials: 'include' }).then((answer) => answer.text()),
  );
  await tell('a blind call', () =>
    post(request, { mode: 'no-cors', credentials: 'include' }).then(({ type }) => `blocked: ${type}`),
  );
  await tell('a beacon', async () => {
    navigator.sendBeacon(request, new Blob([sale], { type: 'text/plain' }));
    navigator.sendBeacon(request, sale);
    return 'blocked: nobody hears';
  });
  await tell('a form', async () => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'target' });
    const form = Object.assign(document.createElement('form'), {
      method: 'post',
      action: request,
      target: 'target',
      enctype: 'text/plain',
    });
    form.append(Object.assign(document.createElement('input'), { name: sale.slice(0, -2), value: '"}' }));
    document.body.append(frame, form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return frame.contentDocument?.body?.textContent ? 'readable' : 'blocked: unreadable';
  });
  await tell('a launch', () =>
    post(`${host}/host/launch`, { headers: json, body: '{"code":"guess"}' }).then((answer) => answer.text()),
  );
  await tell('its page', () => fetch(`${host}/`).then((answer) => answer.text()));
  await tell('its events', () =>
    post(`${host}/host/events`, { headers: json, body: '{}' }).then((answer) => answer.text()),
  );
  await tell('a script of its', () => {
    const script = Object.assign(document.createElement('script'), { src: `${host}/index.html` });
    document.head.append(script);
    return new Promise((resolve, reject) => {
      script.onload = () => resolve('loaded');
      script.onerror = () => reject(new Error('script'));
    });
  });
  await tell('a frame of its', async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: `${host}/` });
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return frame.contentDocument && frame.contentDocument.URL !== 'about:blank' ? 'readable' : 'blocked: unreadable';
  });
  await tell('a window of its', async () => {
    const opened = window.open(`${host}/`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    try {
      return `readable ${(opened as unknown as { till: unknown }).till}`;
    } finally {
      opened?.close();
    }
  });
  await tell(
    'a socket',
    () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${host.replace('http', 'ws')}/host/events`);
        socket.onopen = () => resolve('open');
        socket.onerror = () => reject(new Error('socket'));
      }),
  );
  await tell('the hub’s feeds', () =>
    fetch(`${hub}/v1/feeds/customers?after=0&limit=10`, { credentials: 'include' }).then((answer) => answer.text()),
  );
  return told;
}

onEmbeddedDatabase((openDatabase) => {
  describe('a page on another port of the till’s machine', () => {
    let hub: TestHub;
    let till: KillableTill;
    const stranger = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>stranger</title><body>'),
    );
    beforeAll(async () => {
      hub = await aHub(openDatabase);
      till = await aKillableTill(hub);
      await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      stranger.closeAllConnections();
      stranger.close();
      await till?.close();
      await removeHostProgram();
      await hub?.stop();
    });

    test('can neither call nor read its host, while the till goes on selling and finds its own stores at the next start', async () => {
      await till.start();
      expect(await sell(till)).toMatch(/-000001 /);
      const before = await till.run(readJournal);
      const page = await till.context().newPage();
      await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
      const host = new URL(till.page().url()).origin;
      const told = await page.evaluate(`(${tryEverything.toString()})(${JSON.stringify({ host, hub: hub.url })})`);
      for (const [what, how] of Object.entries(told as Record<string, string>)) {
        expect(`${what}: ${how}`).toMatch(/: blocked/);
      }
      expect(Object.keys(told as object)).toHaveLength(15);
      expect(await till.context().cookies(host)).toEqual([]);
      await page.close();
      expect(await till.run(readJournal)).toEqual(before);
      expect(await sell(till)).toMatch(/-000002 /);

      await till.killBrowser();
      await till.killHost();
      await till.start();
      expect(new URL(till.page().url()).origin).toBe(host);
      expect(await sell(till)).toMatch(/-000003 /);
      expect(await till.run(({ till: here }) => here.receipts.get().length)).toBe(3);
    });
  });
});

function sell(till: KillableTill): Promise<string> {
  return till.run(
    async ({ till: here, until }, ask) => {
      await until(here.start, ({ stage }) => stage === 'ready');
      if (here.counter.get().signedIn === null) await here.signIn({ staff: ask.staff as never, pin: ask.pin });
      if (here.counter.get().shift === null) await here.openShift({ floatMinor: 50_000 });
      here.addByCode(ask.gtin);
      const sale = await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: here.basket.get().totalMinor }] });
      if (!sale.ok) throw new Error(sale.refusal.code);
      return sale.value.number;
    },
    { staff: aSeller, pin: aPin, gtin: redCoat.gtin ?? '' },
  );
}
