import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHubClient } from '../../../renderer/hub-client/hub-client';
import { idOf } from '../../support/ids';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
});

/** A server that answers as it is told; a hub's own answers are tested with the hub. */
async function serve(answer: Answer): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const health = { ok: true, version: '0', generation: idOf('gen', 1), hubTimeMs: 5 };
const json =
  (status: number, body: unknown): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('an answer', () => {
  test('is a value of the contract, or the hub’s own refusal', async () => {
    const refusal = { code: 'code-unknown', params: { tries: 2 }, requestId: 'r1' };
    const baseUrl = await serve((request, response) =>
      request.method === 'GET' ? json(200, health)(request, response) : json(404, refusal)(request, response),
    );
    const client = createHubClient({ baseUrl });
    expect(await client.call('read-health', {})).toEqual({ ok: true, value: health });
    const body = { code: 'ABCD', name: 'Till', publicKey: '', origin: '' };
    expect(await client.call('enrol-device', { body })).toEqual({ ok: false, status: 404, refusal });
  });

  test.each([
    ['something else answers, as a hotel’s sign-in page does', json(200, { hello: 'guest' })],
    ['what answers is no JSON', ((_, response) => response.end('<html>')) satisfies Answer],
    ['nobody answers in time', (() => undefined) satisfies Answer],
  ])('is “unreachable” when %s', async (_, answer) => {
    const client = createHubClient({ baseUrl: await serve(answer), timeoutMs: 200 });
    expect(await client.call('read-health', {})).toMatchObject({
      ok: false,
      status: null,
      refusal: { code: 'hub-unreachable' },
    });
  });

  test('path, query and body stand where the contract puts them', async () => {
    const asked: string[] = [];
    const page = { documents: [], checkpoint: 7, mark: 'm', more: false, hubTimeMs: 1, generation: idOf('gen', 1) };
    const baseUrl = await serve((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      json(200, page)(request, response);
    });
    const client = createHubClient({ baseUrl, token: async () => 't' });
    await client.call('pull-feed', { params: { collection: 'stock' }, query: { after: 7, limit: 50 } });
    expect(asked).toEqual(['GET /v1/feeds/stock?after=7&limit=50 Bearer t']);
  });
});

test('a token that ran out is asked for again, once', async () => {
  const refusal = { code: 'token-expired', params: {}, requestId: 'r1' };
  const baseUrl = await serve((request, response) =>
    json(
      request.headers.authorization === 'Bearer new' ? 200 : 401,
      request.headers.authorization === 'Bearer new' ? health : refusal,
    )(request, response),
  );
  const asked: boolean[] = [];
  const tokens = (isStale: boolean, next: string) => {
    asked.push(isStale);
    return Promise.resolve(isStale ? next : 'old');
  };
  const good = createHubClient({ baseUrl, token: (isStale) => tokens(isStale, 'new') });
  expect(await good.call('read-health', {})).toMatchObject({ ok: true });
  const bad = createHubClient({ baseUrl, token: (isStale) => tokens(isStale, 'worse') });
  expect(await bad.call('read-health', {})).toMatchObject({ ok: false, status: 401 });
  expect(asked).toEqual([false, true, false, true]);
});

describe('following', () => {
  test('hears every poke, also one that came in pieces, and ignores heartbeats', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': beat\n\nevent: poke\ndata: {"feed":"stock",');
      setTimeout(() => response.write('"seq":3}\n\nevent: poke\ndata: {"feed":"prices","seq":4}\n\n'), 30);
    });
    const heard: string[] = [];
    await new Promise<void>((done) => {
      const stop = createHubClient({ baseUrl }).follow(({ feed, seq }) => {
        heard.push(`${feed} ${seq}`);
        if (heard.length < 2) return;
        stop();
        done();
      });
    });
    expect(heard).toEqual(['stock 3', 'prices 4']);
  });

  test('comes back after every loss and says so, until it is stopped', async () => {
    let opened = 0;
    const baseUrl = await serve((_, response) => {
      opened += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': bye\n\n');
    });
    const losses: number[] = [];
    await new Promise<void>((done) => {
      const stop = createHubClient({ baseUrl }).follow({
        onPoke: () => undefined,
        onLost: (againMs) => {
          losses.push(againMs);
          if (losses.length < 2) return;
          stop();
          done();
        },
      });
    });
    const before = opened;
    await new Promise((done) => setTimeout(done, 700));
    expect(opened).toBe(before);
    expect(losses).toEqual([500, 500]);
  });
});
