import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { HubContext } from '../context';
import { allowTillOrigins } from './cors';
import { openApi } from './openapi';
import { servePages } from './pages';
import { refuseAddress, refuseBytes, refuseInOneForm } from './refuse';

/** A push of 200 facts of the largest size is larger: its till sends fewer at a time. */
export const BODY_MAX_BYTES = 4 * 1024 * 1024;

/** The server with everything that is not a route: limits, headers, refusals, pages. */
export async function buildServer(context: HubContext, version: string): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = context.logger.child({ part: 'http' });
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_MAX_BYTES,
    trustProxy: [...context.config.trustedProxies],
    genReqId: () => context.mint('request'),
    forceCloseConnections: true,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseBytes(() => context.mint('request')),
    routerOptions: { maxParamLength: 200 },
  });
  refuseInOneForm(app);
  app.removeContentTypeParser('text/plain');
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'font-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Behind TLS the proxy says it; on a shop's own network it would lock browsers out of plain addresses.
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    global: true,
    max: context.config.requestsPerMinute,
    timeWindow: 60_000,
    // By address alone: nothing a caller can make up may give it another bucket.
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: (_, { ttl }) =>
      Object.assign(new Error('too many requests'), { statusCode: 429, waitMs: ttl }),
  });
  allowTillOrigins(app, context);
  // What is answered is about someone or out of date tomorrow: no browser and nothing on the way keeps it.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/v1/')) reply.header('cache-control', 'no-store');
  });
  const described = openApi(version);
  app.get('/v1/openapi.json', () => described);
  if (context.config.pagesDir) await servePages(app, context.config.pagesDir);
  return app;
}
