import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Surface } from '#shared/contract/http';
import type { HubContext } from '../context';
import { type Device, readDevice, readDeviceByToken } from '../devices/device-store';
import { digestOfSecret, mintSecret } from '../devices/secret';
import type { CallerOf } from './callers';
import { No } from './no';
import { readPageToken } from './page-token';
import { MANAGER_COOKIE, readSession } from './sessions';

/** Names a browser of the phone page; its secret is known to nobody else. */
export const BROWSER_COOKIE = 'seam_browser';
const BROWSER_SECONDS = 400 * 24 * 3600;

/** Lets a caller of a surface in, or says why not. Each surface reaches only its own routes. */
export async function admit<S extends Surface>(
  context: HubContext,
  surface: S,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<CallerOf<S> | No> {
  const who = await callerOf(context, surface, request, reply);
  return who instanceof No ? who : ({ request, reply, ...who } as unknown as CallerOf<S>);
}

async function callerOf(context: HubContext, surface: Surface, request: FastifyRequest, reply: FastifyReply) {
  switch (surface) {
    case 'open':
      return request.method !== 'GET' && isForeign(request) ? new No(403, 'forbidden') : {};
    case 'host':
      return hostOf(context, request);
    case 'till':
      return pageOf(context, request);
    case 'manager':
      return managerOf(context, request);
    case 'shopper':
      return browserOf(context, request, reply);
  }
}

async function hostOf(context: HubContext, request: FastifyRequest): Promise<{ device: Device } | No> {
  const token = bearerOf(request);
  const device = token === null ? null : await readDeviceByToken(context, token);
  if (device === null) return new No(401, 'unauthorized');
  return device.isRevoked ? new No(401, 'device-revoked') : { device };
}

async function pageOf(context: HubContext, request: FastifyRequest): Promise<{ device: Device } | No> {
  const token = bearerOf(request);
  if (token === null) return new No(401, 'unauthorized');
  const claims = await readPageToken(context.keys.secret('page-tokens'), token, context.clock());
  if (typeof claims === 'string') return new No(401, claims);
  if (request.headers.origin !== claims.origin)
    return new No(403, 'forbidden', { origin: request.headers.origin ?? '' });
  const device = await readDevice(context, claims.tenant, claims.device);
  if (device === null || device.isRevoked) return new No(401, 'device-revoked');
  return { device };
}

async function managerOf(context: HubContext, request: FastifyRequest) {
  if (isForeign(request)) return new No(403, 'forbidden');
  const manager = await readSession(context, request.cookies[MANAGER_COOKIE] ?? '');
  return manager ? { manager } : new No(401, 'unauthorized');
}

function browserOf(context: HubContext, request: FastifyRequest, reply: FastifyReply) {
  if (isForeign(request)) return new No(403, 'forbidden');
  const known = request.cookies[BROWSER_COOKIE];
  if (known && /^[A-Za-z0-9_-]{43}$/.test(known)) return { browser: { id: digestOfSecret(known), isNew: false } };
  const secret = mintSecret();
  reply.setCookie(BROWSER_COOKIE, secret, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(context, request),
    path: '/',
    maxAge: BROWSER_SECONDS,
  });
  return { browser: { id: digestOfSecret(secret), isNew: true } };
}

/** A page of another origin sent this. Requests without a page (a host, a script) carry no Origin. */
export function isForeign(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site';
  return URL.canParse(origin) ? new URL(origin).host !== request.host : true;
}

/** The browser came by TLS, or can't come otherwise: its cookies need never travel in the clear. */
export function isSecure(context: HubContext, request: FastifyRequest): boolean {
  return request.protocol === 'https' || context.publicUrl().startsWith('https:');
}

function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer ([\x21-\x7e]{1,4000})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
