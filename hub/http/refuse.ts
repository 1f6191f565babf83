import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WireRefusal } from '#shared/contract/refusal';
import { DatabaseBroken } from '../db/pglite-guard';
import { isPassing } from '../db/retrying';
import { LogIsBusy } from '../log/group-commit';
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

/** What the framework itself can't make a request of: an address that is no text, or one too long. */
export function refuseAddress(_: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  sendNo(request, reply, new No(400, 'request-invalid', { problem: 'address-malformed' }));
}

/** What is not even HTTP: answered on the bare socket, which is then of no more use. */
export function refuseBytes(mintRequest: () => string): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return ({ code }, socket) => {
    if (!socket.writable) return void socket.destroy();
    const no =
      code === 'HPE_HEADER_OVERFLOW'
        ? new No(431, 'headers-too-large')
        : new No(400, 'request-invalid', { problem: 'not-http' });
    const refusal: WireRefusal = { code: no.code, params: no.params, requestId: mintRequest() };
    const body = JSON.stringify(refusal);
    socket.end(
      [
        `HTTP/1.1 ${no.status} ${STATUS_CODES[no.status]}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  };
}

function expected(error: FastifyError): No | null {
  // Nothing is lost by it: whoever sends the same again is answered as if for the first time.
  if (error instanceof LogIsBusy || isPassing(error)) return new No(503, 'hub-busy');
  if (error instanceof DatabaseBroken) return new No(503, 'database-broken');
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
