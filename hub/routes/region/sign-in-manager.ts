import type {} from '@fastify/cookie';
import type { HubContext } from '../../context';
import { isSecure } from '../../http/guards';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { beginSession, MANAGER_COOKIE, SESSION_MS } from '../../http/sessions';
import { noteAccess } from '../../region/access-log';
import { openPasswordCheck } from '../../region/check-password';
import { openPasswordGate } from '../../region/wrong-passwords';

/** A manager comes in. A wrong password and a name nobody has are the same answer, take the same time and wait alike. */
export function signInManager(context: HubContext): Handler<'sign-in-manager'> {
  const gate = openPasswordGate(context.clock);
  const check = openPasswordCheck(context);
  return async ({ body: { name, password }, request, reply }) => {
    const waitMs = gate.tryName(name);
    if (waitMs > 0) return new No(429, 'password-delayed', { seconds: Math.ceil(waitMs / 1000) });
    const manager = await check(name, password);
    if (manager === null) return new No(401, 'password-wrong');
    gate.wasRight(name);
    const cookie = await beginSession(context, manager.tenant, manager.id);
    await noteAccess(context, manager, { action: 'sign-in' });
    reply.setCookie(MANAGER_COOKIE, cookie, {
      httpOnly: true,
      sameSite: 'strict',
      secure: isSecure(context, request),
      path: '/v1/region',
      maxAge: SESSION_MS / 1000,
    });
    return { manager: { name: manager.name, tenant: manager.tenant } };
  };
}
