import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { readWindow as read } from '../../shop/window';

/** The online shop's window. */
export function readWindow(context: HubContext): Handler<'read-window'> {
  return async ({ query }) => (await read(context, query.tenant)) ?? new No(404, 'tenant-unknown');
}
