import type { ServerResponse } from 'node:http';
import type { HostEventName, HostInfo } from '#shared/contract/host';
import { sayTrouble } from '../say-trouble';
import type { Services } from '../services';

/** A browser gives all windows of one origin six connections together; half of them stay free for what they ask. */
const CLIENTS_MAX = 3;
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
  const stopListening = services.onEvent((name, body) => tell(textOf(name, body)));
  /** What was appended while a page was not listening, it is told of at once. */
  const greet = async (client: ServerResponse) => {
    const { head } = (await services.dispatch('host.info', undefined)) as HostInfo;
    if (clients.has(client)) client.write(textOf('journal.appended', { head }));
  };
  const beating = setInterval(() => tell(':\n\n'), BEAT_MS);
  beating.unref();
  return {
    add(response) {
      if (clients.size >= CLIENTS_MAX) return false;
      clients.add(response);
      response.on('close', () => clients.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(':\n\n');
      greet(response).catch(sayTrouble);
      return true;
    },
    close() {
      stopListening();
      clearInterval(beating);
      for (const client of clients) client.end();
    },
  };
}

function textOf(name: HostEventName, body: object): string {
  return `data: ${JSON.stringify({ name, body })}\n\n`;
}
