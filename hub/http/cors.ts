import type { FastifyInstance } from 'fastify';
import { type Route, routes } from '#shared/contract/http';
import type { HubContext } from '../context';

const REMEMBER_MS = 30_000;
const PREFLIGHT_SECONDS = 600;

/** First parts of the paths that a till's page, which comes from its own host's origin, may call. */
const tillPaths = (Object.values(routes) as readonly Route[])
  .filter(({ surface, method }) => surface === 'till' || (surface === 'open' && method === 'GET'))
  .map(({ path }) => path.split(':', 1)[0] ?? path);

/**
 * Lets pages of enrolled origins, and no others, read the answers of the till's routes. No cookies, no wildcard; the
 * route itself then holds the origin against the token's.
 */
export function allowTillOrigins(app: FastifyInstance, context: HubContext): void {
  const enrolled = new Map<string, { readonly isKnown: boolean; readonly untilMs: number }>();

  async function isEnrolled(origin: string): Promise<boolean> {
    const known = enrolled.get(origin);
    if (known && known.untilMs > context.clock()) return known.isKnown;
    const rows = await context.db.run('select 1 from device where origin = $1 and revoked_at is null limit 1', [
      origin,
    ]);
    const isKnown = rows.length > 0;
    if (enrolled.size > 1000) enrolled.clear();
    // NOTE only a yes is remembered: a till that was just enrolled must not wait.
    if (isKnown) enrolled.set(origin, { isKnown, untilMs: context.clock() + REMEMBER_MS });
    return isKnown;
  }

  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || !tillPaths.some((path) => request.url.startsWith(path))) return;
    reply.header('vary', 'origin');
    if (!(await isEnrolled(origin))) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-max-age', PREFLIGHT_SECONDS);
    if (request.method !== 'OPTIONS') return;
    reply.header('access-control-allow-methods', 'GET, POST');
    reply.header('access-control-allow-headers', 'authorization, content-type');
    if (request.headers['access-control-request-private-network']) {
      reply.header('access-control-allow-private-network', 'true');
    }
    return reply.code(204).send();
  });
}
