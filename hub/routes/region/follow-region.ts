import type { HubContext } from '../../context';
import { type Handler, hijacked } from '../../http/register-route';
import { openPokeStream } from '../../http/sse';
import { followTenant } from '../../region/follow-tenant';

/** A screen whose session was ended is cut off after at most this long; a live one comes back by itself. */
const FOLLOW_MS = 15 * 60 * 1000;

/** Pokes whenever something of the session's tenant changed that its screens show. */
export function followRegion(context: HubContext): Handler<'follow-region'> {
  return async ({ request, reply, manager }) => {
    let pokes = 0;
    let stop = () => {};
    const stream = openPokeStream(request, reply, () => stop());
    const stopFollowing = await followTenant(context, manager.tenant, () => {
      pokes += 1;
      stream.send({ feed: 'region', seq: pokes });
    });
    const ending = setTimeout(() => stream.close(), FOLLOW_MS);
    stop = () => {
      clearTimeout(ending);
      stopFollowing();
    };
    if (request.raw.socket.destroyed) stop();
    return hijacked;
  };
}
