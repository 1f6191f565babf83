import type { HubContext } from '../context';
import { No } from '../http/no';
import { signPageToken } from '../http/page-token';
import type { Handler } from '../http/register-route';

/** Fifteen minutes for the page of the enrolled origin. */
export function issuePageToken(context: HubContext): Handler<'issue-page-token'> {
  return ({ body: { origin }, device }) => {
    if (origin !== device.origin) return new No(403, 'forbidden', { origin });
    const { id, tenant, store } = device;
    return signPageToken(context.keys.secret('page-tokens'), { device: id, tenant, store, origin }, context.clock());
  };
}
