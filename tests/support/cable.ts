import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Chance } from './chance';

/** The network between a till and its hub: a real one that a test can cut, make lossy or have deliver twice. */
export type Cable = {
  readonly url: string;
  readonly cut: () => void;
  readonly mend: () => void;
  /** The hub takes the next so many requests to this path, but their answers are lost. */
  readonly loseAnswers: (path: string, times: number) => void;
  /** Every request to this path is delivered so many times; the till hears the last answer. */
  readonly deliver: (path: string, times: number) => void;
  /**
   * From now on each request to this path is delivered one to five times, the copies late and in any order, and three
   * answers of ten are lost. Null: reliable again.
   */
  readonly distrust: (path: string, chance: Chance | null) => void;
  /** The next request to this path is changed on its way. */
  readonly tamper: (path: string, change: (body: string) => string) => void;
  /** Ends what streams from this path, and keeps requests to it waiting until the answered function lets them through. */
  readonly hold: (path: string) => () => void;
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
  const distrusted = new Map<string, Chance>();
  const lateCopies = new Set<ReturnType<typeof setTimeout>>();
  const held = new Map<string, Promise<void>>();
  const answering = new Map<ServerResponse, string>();
  const asked: string[] = [];

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (isCut) return void incoming.socket.destroy();
    const path = new URL(incoming.url ?? '/', hubUrl).pathname;
    asked.push(path);
    await held.get(path);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = tampered(path, incoming, Buffer.concat(chunks));
    const times = incoming.method === 'POST' ? (repeating.get(path) ?? 1) : 1;
    for (let time = 1; time < times; time += 1) (await send(incoming, body)).resume();
    const chance = incoming.method === 'POST' ? distrusted.get(path) : undefined;
    if (chance !== undefined) sendLate(incoming, body, chance);
    const answer = await send(incoming, body);
    if (chance !== undefined && chance.next() < 0.3) {
      answer.resume();
      return void incoming.socket.destroy();
    }
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
    answering.set(outgoing, path);
    outgoing.on('close', () => {
      answering.delete(outgoing);
      answer.destroy();
    });
  }

  function sendLate(incoming: IncomingMessage, body: Buffer, chance: Chance): void {
    for (let copies = chance.between(0, 4); copies > 0; copies -= 1) {
      const timer = setTimeout(
        () => {
          lateCopies.delete(timer);
          send(incoming, body).then(
            (answer) => answer.resume(),
            () => undefined,
          );
        },
        chance.between(0, 400),
      );
      lateCopies.add(timer);
    }
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
    distrust: (path, chance) => void (chance === null ? distrusted.delete(path) : distrusted.set(path, chance)),
    deliver: (path, times) => void repeating.set(path, times),
    hold: (path) => {
      let letThrough = () => {};
      held.set(path, new Promise((resolve) => (letThrough = resolve)));
      for (const [outgoing, from] of answering) if (from === path) outgoing.destroy();
      return () => {
        held.delete(path);
        letThrough();
      };
    },
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const timer of lateCopies) clearTimeout(timer);
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
