import type { FastifyInstance } from 'fastify';
import type { HubContext } from '../../context';
import { registerRoute } from '../../http/register-route';
import type { CodeSender } from '../../shop/code-sender';
import { leavePhone } from './leave-phone';
import { placeOrder } from './place-order';
import { proveCode } from './prove-code';
import { readGarment } from './read-garment';
import { readMe } from './read-me';
import { readWindow } from './read-window';
import { recordVisit } from './record-visit';
import { sendCode } from './send-code';

/** The routes of the phone page. Without a sender of codes joining is refused, and everything else works. */
export function registerShopRoutes(app: FastifyInstance, context: HubContext, sender: CodeSender | null): void {
  registerRoute(app, context, 'read-window', readWindow(context));
  registerRoute(app, context, 'read-garment', readGarment(context));
  registerRoute(app, context, 'record-visit', recordVisit(app, context));
  registerRoute(app, context, 'send-code', sendCode(context, sender));
  registerRoute(app, context, 'prove-code', proveCode(context));
  registerRoute(app, context, 'place-order', placeOrder(context));
  registerRoute(app, context, 'read-me', readMe(context));
  registerRoute(app, context, 'leave-phone', leavePhone(context));
}
