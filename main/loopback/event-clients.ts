import type { ServerResponse } from 'node:http';
import type { HostEventName } from '#shared/contract/host';
import type { Services } from '../services';

/** More open pages than any till has. */
const CLIENTS_MAX = 8;
const BEAT_MS = 20_000;

/** Pages that listen to the host, each over one answer that does not end. */
export type EventClients = {
  /** False where there are too many already. */
  readonly add: (response: ServerResponse) => boolean;
  readonly close: () => void;
};

export function eventClients(services: Services): EventClients {
  const clients = new Set<ServerResponse>();
  const tell = (text: string) => {
    for (const client of clients) client.write(text);
  };
  const stopListening = services.onEvent((name: HostEventName, body: object) =>
    tell(`data: ${JSON.stringify({ name, body })}\n\n`),
  );
  const beating = setInterval(() => tell(':\n\n'), BEAT_MS);
  beating.unref();
  return {
    add(response) {
      if (clients.size >= CLIENTS_MAX) return false;
      clients.add(response);
      response.on('close', () => clients.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(':\n\n');
      return true;
    },
    close() {
      stopListening();
      clearInterval(beating);
      for (const client of clients) client.end();
    },
  };
}
