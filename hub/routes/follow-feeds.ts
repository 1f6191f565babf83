import type { HubContext } from '../context';
import { feedsOfStore } from '../feeds/feeds';
import { type Handler, hijacked } from '../http/register-route';
import { openPokeStream } from '../http/sse';

/** Pokes of the till's own feeds, and of nothing else. Ends when the token would: the till comes back with a new one. */
export function followFeeds(context: HubContext): Handler<'follow-feeds'> {
  return ({ request, reply, device }) => {
    const feeds = feedsOfStore(device.tenant, device.store);
    const stream = openPokeStream(request, reply, () => stop());
    const stopListening = context.pokes.subscribe(({ stream: feed, seq }) => {
      const collection = feeds.get(feed);
      if (collection !== undefined) stream.send({ feed: collection, seq });
    });
    const ending = setTimeout(() => stream.close(), FOLLOW_MS);
    const stop = () => {
      clearTimeout(ending);
      stopListening();
    };
    return hijacked;
  };
}

/** A revoked device is cut off after at most this long. */
const FOLLOW_MS = 15 * 60 * 1000;
