import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { noteHeard } from '../devices/device-store';
import { No } from '../http/no';
import { signPageToken } from '../http/page-token';
import type { Handler } from '../http/register-route';

const ELECTRON_ORIGIN = 'app://pos';
const LOOPBACK_ORIGIN = /^http:\/\/127\.0\.0\.1:\d{1,5}$/;

/** A till that ran in a browser and now runs in Electron, or the other way; never from one port to another. */
function isSameTill(from: string, to: string): boolean {
  return (
    (from === ELECTRON_ORIGIN && LOOPBACK_ORIGIN.test(to)) || (to === ELECTRON_ORIGIN && LOOPBACK_ORIGIN.test(from))
  );
}

/** Fifteen minutes for the page of the till's own origin. Only the host has the device token, so it may say where that is. */
export function issuePageToken(context: HubContext): Handler<'issue-page-token'> {
  return async ({ body: { origin }, device }) => {
    const { id, tenant, store } = device;
    if (origin !== device.origin) {
      if (!isSameTill(device.origin, origin)) return new No(403, 'forbidden', { origin });
      await context.db.run('update device set origin = $4 where shard = $1 and tenant = $2 and id = $3', [
        homeShard(tenant),
        tenant,
        id,
        origin,
      ]);
    }
    await noteHeard(context, device, { ctr: null, skewMs: null, nowMs: context.clock() });
    return signPageToken(context.keys.secret('page-tokens'), { device: id, tenant, store, origin }, context.clock());
  };
}
