import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Poke } from '#shared/contract/sync';

const HEARTBEAT_MS = 15_000;

/** One open stream of pokes. */
export type PokeStream = { readonly send: (poke: Poke) => void; readonly close: () => void };

/**
 * Turns a reply into server-sent events. Only pokes go out; a slow reader is cut off rather than buffered for, and
 * pulls everything when it comes back.
 */
export function openPokeStream(request: FastifyRequest, reply: FastifyReply, onClose: () => void): PokeStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  raw.write(': seam\n\n');
  const heartbeat = setInterval(() => write(': beat\n\n'), HEARTBEAT_MS);
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(heartbeat);
    onClose();
    raw.end();
  };
  const write = (text: string) => {
    if (isOpen && !raw.write(text)) close();
  };
  request.raw.on('close', close);
  return { send: (poke) => write(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`), close };
}
