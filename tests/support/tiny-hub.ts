import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argon2id } from 'hash-wasm';
import { type Route, type RouteName, type RouteOutput, routes } from '#shared/contract/http';
import { type AnchorId, DeviceId, GenerationId, StaffId } from '#shared/kernel/ids';
import { aStore, aTenant } from './a-fact';
import { idOf } from './ids';

const DEVICE_TOKEN = 'device-token-of-the-tiny-hub';

type TinyRoute = Extract<RouteName, 'enrol-device' | 'issue-page-token' | 'read-keys' | 'read-verifiers'>;
type Colleague = RouteOutput<'read-verifiers'>['staff'][number];
const refusal = (code: string) => ({ code, params: {}, requestId: 'tiny' });

/**
 * A hub as a till's host sees it: a real server that speaks the four routes a host calls, checks what it is sent
 * against the contract, and holds codes, colleagues and keys in memory.
 */
export class TinyHub {
  /** Code → how many uses are left. */
  readonly codes = new Map([['ENROL-1', 1]]);
  readonly keys = new Map<AnchorId, string>();
  readonly erased = new Set<AnchorId>();
  colleagues: readonly Colleague[] = [];
  isRevoked = false;
  /** How far the hub's clock is from this machine's. */
  clockAheadMs = 0;
  readonly asked: { readonly name: TinyRoute; readonly body: unknown }[] = [];
  #server: Server | null = null;
  #port = 0;
  #tokens = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  /** The network to the hub is gone until `start` is called again; its address stays. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  }

  times(name: TinyRoute): number {
    return this.asked.filter((one) => one.name === name).length;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = (Object.keys(tinyRoutes) as TinyRoute[]).find(
      (name) => routes[name].path === request.url && routes[name].method === request.method,
    );
    const [status, body] = found ? await this.#handle(found, request) : [404, refusal('not-found')];
    response.writeHead(status, {
      'content-type': 'application/json',
      date: new Date(Date.now() + this.clockAheadMs).toUTCString(),
    });
    response.end(JSON.stringify(body));
  }

  async #handle(name: TinyRoute, request: IncomingMessage): Promise<readonly [number, unknown]> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const schema = (routes[name] as Route).body;
    const body = schema?.safeParse(JSON.parse(text));
    this.asked.push({ name, body: body?.data });
    if (body && !body.success) return [400, refusal('request-invalid')];
    const isHost = request.headers.authorization === `Bearer ${DEVICE_TOKEN}` && !this.isRevoked;
    if (name !== 'enrol-device' && !isHost) return [401, refusal('unauthorized')];
    return tinyRoutes[name](this, body?.data);
  }

  enrol(code: string): readonly [number, unknown] {
    const left = this.codes.get(code) ?? 0;
    if (left === 0) return [404, refusal('code-unknown')];
    this.codes.set(code, left - 1);
    const answer: RouteOutput<'enrol-device'> = {
      device: DeviceId.parse(idOf('device', 1)),
      tenant: aTenant,
      store: aStore,
      token: DEVICE_TOKEN,
      series: 'T1A',
      generation: GenerationId.parse(idOf('gen', 1)),
    };
    return [200, answer];
  }

  pageToken(): readonly [number, unknown] {
    this.#tokens += 1;
    const expiresAtMs = Date.now() + this.clockAheadMs + 15 * 60_000;
    return [200, { token: `page-token-${this.#tokens}`, expiresAtMs }];
  }
}

const tinyRoutes: Readonly<Record<TinyRoute, (hub: TinyHub, body: unknown) => readonly [number, unknown]>> = {
  'enrol-device': (hub, body) => hub.enrol(routes['enrol-device'].body.parse(body).code),
  'issue-page-token': (hub) => hub.pageToken(),
  'read-keys': (hub, body) => {
    const { who } = routes['read-keys'].body.parse(body);
    const keys = who.flatMap((one) => ({ who: one, key: hub.keys.get(one) }));
    return [200, { keys: keys.filter(({ key }) => key), erased: who.filter((one) => hub.erased.has(one)) }];
  },
  'read-verifiers': (hub) => [200, { staff: hub.colleagues }],
};

/** A colleague with this PIN. The verifier is cheap to make; a hub's are not. */
export async function aColleague(n: number, pin: string, isActive = true): Promise<Colleague> {
  const verifier = await argon2id({
    password: pin,
    salt: new Uint8Array(16).fill(n),
    iterations: 1,
    parallelism: 1,
    memorySize: 256,
    hashLength: 32,
    outputType: 'encoded',
  });
  return { id: StaffId.parse(idOf('staff', n)), verifier, role: 'clerk', active: isActive };
}
