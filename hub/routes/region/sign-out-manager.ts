import type {} from '@fastify/cookie';
import type { HubContext } from '../../context';
import type { Handler } from '../../http/register-route';
import { endSession, MANAGER_COOKIE } from '../../http/sessions';
import { noteAccess } from '../../region/access-log';

/** The session ends on the hub, not only in this browser. */
export function signOutManager(context: HubContext): Handler<'sign-out-manager'> {
  return async ({ manager, reply }) => {
    await endSession(context, manager);
    await noteAccess(context, manager, { action: 'sign-out' });
    reply.clearCookie(MANAGER_COOKIE, { path: '/v1/region' });
    return { out: true };
  };
}
