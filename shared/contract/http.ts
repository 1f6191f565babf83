import { z } from 'zod';
import { collectionNames } from '../documents/documents';
import { AnchorId, DeviceId, GenerationId, StaffId, StoreId, TenantId } from '../kernel/ids';
import { regionRoutes } from './region';
import { shopRoutes } from './shop';
import { AnchorKey, PullResponse, PushRequest, PushResponse } from './sync';

/**
 * Who may call a route. `open`: anyone. `host`: the device token, which never leaves the host. `till`: the page's
 * 15-minute token, from the enrolled origin only. `manager`: session cookie. `shopper`: the browser's own cookie.
 */
export type Surface = 'open' | 'host' | 'till' | 'manager' | 'shopper';

export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly surface: Surface;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
};

const tillRoutes = {
  'read-health': {
    method: 'GET',
    path: '/v1/health',
    surface: 'open',
    response: z.object({ ok: z.literal(true), version: z.string(), generation: GenerationId, hubTimeMs: z.int() }),
  },
  'enrol-device': {
    method: 'POST',
    path: '/v1/devices/enrol',
    surface: 'open',
    body: z.object({
      code: z.string().min(4).max(80),
      name: z.string().min(1).max(60),
      publicKey: z.string().max(200),
      origin: z.string().max(200),
    }),
    response: z.object({
      device: DeviceId,
      tenant: TenantId,
      store: StoreId,
      token: z.string(),
      series: z.string(),
      generation: GenerationId,
    }),
  },
  'issue-page-token': {
    method: 'POST',
    path: '/v1/devices/token',
    surface: 'host',
    body: z.object({ origin: z.string().max(200) }),
    response: z.object({ token: z.string(), expiresAtMs: z.int() }),
  },
  'read-keys': {
    method: 'POST',
    path: '/v1/keys',
    surface: 'host',
    body: z.object({ who: z.array(AnchorId).min(1).max(2000) }),
    response: z.object({ keys: z.array(AnchorKey).readonly(), erased: z.array(AnchorId).readonly() }),
  },
  'read-verifiers': {
    method: 'GET',
    path: '/v1/verifiers',
    surface: 'host',
    response: z.object({
      staff: z.array(z.object({ id: StaffId, verifier: z.string(), role: z.string(), active: z.boolean() })).readonly(),
    }),
  },
  'push-facts': { method: 'POST', path: '/v1/facts', surface: 'till', body: PushRequest, response: PushResponse },
  'pull-feed': {
    method: 'GET',
    path: '/v1/feeds/:collection',
    surface: 'till',
    params: z.object({ collection: z.enum(collectionNames as unknown as [string, ...string[]]) }),
    /** `after` and `mark` as the page before gave them. */
    query: z.object({
      after: z.coerce.number().int().nonnegative(),
      mark: z.string().max(64).optional(),
      limit: z.coerce.number().int().min(1).max(1000),
    }),
    response: PullResponse,
  },
  /** Server-sent events, each one a `Poke`. Read with fetch, so that it carries the token. */
  'follow-feeds': { method: 'GET', path: '/v1/follow', surface: 'till', response: z.unknown() },
  /** Exact look-up of a phone the till does not hold: quota, reason, logged. The answer is not kept past closing. */
  'look-up-person': {
    method: 'POST',
    path: '/v1/people/look-up',
    surface: 'till',
    body: z.object({ phone: z.string().max(20), staff: StaffId, reason: z.string().min(3).max(200) }),
    response: z.object({ document: z.unknown().nullable() }),
  },
} as const satisfies Record<string, Route>;

/** Every route of the hub: name → method, path, who may call it, schemas. OpenAPI and the typed clients are made from it. */
export const routes = { ...tillRoutes, ...shopRoutes, ...regionRoutes } as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type RouteInput<Name extends RouteName> = (Routes[Name] extends { params: infer P extends z.ZodType }
  ? { params: z.input<P> }
  : unknown) &
  (Routes[Name] extends { query: infer Q extends z.ZodType } ? { query: z.input<Q> } : unknown) &
  (Routes[Name] extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : unknown);
export type RouteOutput<Name extends RouteName> = z.output<Routes[Name]['response']>;
