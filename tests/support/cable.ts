import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The network between a till and its hub: a real one that a test can cut, make lossy or have deliver twice. */
export type Cable = {
  readonly url: string;
  readonly cut: () => void;
  readonly mend: () => void;
  /** The hub takes the next so many requests to this path, but their answers are lost. */
  readonly loseAnswers: (path: string, times: number) => void;
  /** Every request to this path is delivered so many times; the till hears the last answer. */
  readonly deliver: (path: string, times: number) => void;
  /** The next request to this path is changed on its way. */
  readonly tamper: (path: string, change: (body: string) => string) => void;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
};

/** A forwarding proxy in front of the hub. */
export async function layCable(hubUrl: string): Promise<Cable> {
  let isCut = false;
  const losing = new Map<string, number>();
  const tampering = new Map<string, (body: string) => string>();
  const repeating = new Map<string, number>();
  const asked: string[] = [];

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (isCut) return void incoming.socket.destroy();
    const path = new URL(incoming.url ?? '/', hubUrl).pathname;
    asked.push(path);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = tampered(path, incoming, Buffer.concat(chunks));
    const times = incoming.method === 'POST' ? (repeating.get(path) ?? 1) : 1;
    for (let time = 1; time < times; time += 1) (await send(incoming, body)).resume();
    const answer = await send(incoming, body);
    const left = losing.get(path) ?? 0;
    if (left > 0 && incoming.method !== 'OPTIONS') {
      losing.set(path, left - 1);
      answer.resume();
      return void incoming.socket.destroy();
    }
    if (isCut) return void incoming.socket.destroy();
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
    outgoing.on('close', () => answer.destroy());
  }

  function tampered(path: string, { method }: IncomingMessage, body: Buffer): Buffer {
    const change = method === 'POST' ? tampering.get(path) : undefined;
    if (change === undefined) return body;
    tampering.delete(path);
    return Buffer.from(change(body.toString('utf8')));
  }

  function send(incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const target = new URL(incoming.url ?? '/', hubUrl);
    const { connection: _, 'content-length': __, ...headers } = incoming.headers;
    return new Promise((resolve, reject) => {
      const sent = request(
        target,
        { method: incoming.method, headers: { ...headers, host: target.host, 'content-length': body.length } },
        resolve,
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      server.closeAllConnections();
    },
    mend: () => {
      isCut = false;
    },
    loseAnswers: (path, times) => void losing.set(path, times),
    tamper: (path, change) => void tampering.set(path, change),
    deliver: (path, times) => void repeating.set(path, times),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
