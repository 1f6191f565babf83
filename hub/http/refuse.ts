import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WireRefusal } from '#shared/contract/refusal';
import { No } from './no';

/** Sends a refusal in the form every one has. */
export function sendNo(request: FastifyRequest, reply: FastifyReply, no: No): FastifyReply {
  const body: WireRefusal = { code: no.code, params: no.params, requestId: request.id };
  return reply.code(no.status).send(body);
}

/** Whatever goes wrong before, in or after a route leaves in the same form; a bug is logged with its request id. */
export function refuseInOneForm(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => sendNo(request, reply, new No(404, 'not-found')));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const no = expected(error);
    if (no) return sendNo(request, reply, no);
    request.log.error({ err: error }, 'request failed');
    const body: WireRefusal = { code: 'internal', params: {}, requestId: request.id };
    return reply.code(500).send(body);
  });
}

function expected(error: FastifyError): No | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new No(413, 'body-too-large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new No(415, 'request-invalid', { problem: 'body-not-json' });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new No(400, 'request-invalid', { problem: 'body-not-json' });
    default:
      return fromStatus(error);
  }
}

function fromStatus(error: FastifyError): No | null {
  switch (error.statusCode) {
    case 400:
      return new No(400, 'request-invalid', { problem: 'request-malformed' });
    case 404:
      return new No(404, 'not-found');
    case 413:
      return new No(413, 'body-too-large');
    case 429:
      return new No(429, 'too-many-requests', 'waitMs' in error ? { waitMs: Number(error.waitMs) } : {});
    default:
      return null;
  }
}
