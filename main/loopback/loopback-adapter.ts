import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { WireRefusal } from '#shared/contract/refusal';
import { refusalOf } from '../answer-request';
import type { Services } from '../services';
import { readPageFile } from '../window/page-file';
import type { EventClients } from './event-clients';
import type { PagePasses } from './page-passes';
import { isJson, readJson } from './read-json';

export type LoopbackParts = {
  /** `http://127.0.0.1:<port>`: the only origin that is answered. */
  readonly origin: string;
  readonly services: Services;
  readonly pagesDir: string;
  readonly passes: PagePasses;
  readonly clients: EventClients;
  /** Whether a text is what a second start shows to get a new launch code. */
  readonly isStarter: (secret: string) => boolean;
};

export type LoopbackAdapter = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A *no* over HTTP. */
type No = { readonly status: number; readonly code: string; readonly params?: WireRefusal['params'] };

const LaunchBody = z.object({ code: z.string().max(100) });
const RequestBody = z.object({ name: z.string().max(60), input: z.unknown().optional() });

/**
 * The page's way to the host where there is no Electron. Whoever asks must name this host and come from its own origin;
 * without the pass in a header nothing but the page's files is given. There is no cookie and no cross-origin header, so
 * a page from any other place, another port of this machine included, can neither call nor read.
 */
export function loopbackAdapter(parts: LoopbackParts): LoopbackAdapter {
  return async (request, response) => {
    try {
      const no = checkSource(parts.origin, request) ?? (await answer(parts, request, response));
      if (no) sendNo(response, no);
    } catch (error) {
      sendNo(response, noOf(error));
    }
  };
}

function checkSource(origin: string, { headers, method }: IncomingMessage): No | null {
  if (headers.host !== new URL(origin).host) return { status: 421, code: 'forbidden' };
  const mayLackOrigin = method === 'GET' || method === 'HEAD';
  if (headers.origin === undefined ? !mayLackOrigin : headers.origin !== origin)
    return { status: 403, code: 'forbidden' };
  const site = headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  return isForeign && headers['sec-fetch-dest'] !== 'document' ? { status: 403, code: 'forbidden' } : null;
}

async function answer(parts: LoopbackParts, request: IncomingMessage, response: ServerResponse): Promise<No | null> {
  const address = request.url ?? '/';
  if (!URL.canParse(address, parts.origin)) return { status: 400, code: 'request-invalid' };
  const { pathname } = new URL(address, parts.origin);
  if (request.method === 'GET' || request.method === 'HEAD') return sendFile(parts, pathname, response);
  if (request.method !== 'POST') return { status: 405, code: 'not-found' };
  if (!isJson(request.headers['content-type'])) return { status: 415, code: 'request-invalid' };
  const body = await readJson(request);
  if (!body.ok && body.code === 'body-too-large') return { status: 413, code: 'body-too-large' };
  if (!body.ok) return { status: 400, code: 'request-invalid' };
  switch (pathname) {
    case '/host/launch':
      return launch(parts, body.value, response);
    case '/host/launch-code':
      return parts.isStarter(bearerOf(request)) ? sendJson(response, { code: parts.passes.newCode() }) : noPass;
    case '/host/request':
      return parts.passes.isGood(bearerOf(request)) ? dispatch(parts, body.value, response) : noPass;
    case '/host/events':
      return parts.passes.isGood(bearerOf(request)) ? follow(parts, response) : noPass;
    default:
      return { status: 404, code: 'not-found' };
  }
}

/** Opened without a launch code, or by one that was used: only a new launch helps. */
const noPass: No = { status: 401, code: 'page-not-launched' };

async function launch({ passes }: LoopbackParts, body: unknown, response: ServerResponse): Promise<No | null> {
  const parsed = LaunchBody.safeParse(body);
  const pass = parsed.success ? await passes.exchange(parsed.data.code) : null;
  return pass === null ? noPass : sendJson(response, { pass });
}

async function dispatch({ services }: LoopbackParts, body: unknown, response: ServerResponse): Promise<No | null> {
  const parsed = RequestBody.safeParse(body);
  if (!parsed.success) return { status: 400, code: 'request-invalid' };
  return sendJson(response, { value: await services.dispatch(parsed.data.name, parsed.data.input) });
}

function follow({ clients }: LoopbackParts, response: ServerResponse): No | null {
  return clients.add(response) ? null : { status: 429, code: 'too-many-requests' };
}

async function sendFile({ pagesDir, services }: LoopbackParts, pathname: string, response: ServerResponse) {
  const file = await readPageFile(pagesDir, pathname, services.hubUrl());
  if (file.status === 404) return { status: 404, code: 'not-found' };
  response.writeHead(200, { ...file.headers, 'content-length': file.body.length });
  response.end(response.req.method === 'HEAD' ? undefined : file.body);
  return null;
}

function sendJson(response: ServerResponse, value: unknown): null {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store', ...plainGuards });
  response.end(JSON.stringify(value));
  return null;
}

function sendNo(response: ServerResponse, { status, code, params }: No): void {
  if (response.headersSent) return void response.destroy();
  const refusal: WireRefusal = { code, params: params ?? {}, requestId: randomUUID() };
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...plainGuards });
  response.end(JSON.stringify(refusal));
}

const plainGuards = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' } as const;

function noOf(error: unknown): No {
  const { code, params } = refusalOf(error);
  return { status: statusOf(code), code, params };
}

function statusOf(code: string): number {
  return { 'request-invalid': 400, 'not-found': 404, internal: 500 }[code] ?? 409;
}

function bearerOf({ headers }: IncomingMessage): string {
  return /^Bearer ([\w-]{1,100})$/.exec(headers.authorization ?? '')?.[1] ?? '';
}
