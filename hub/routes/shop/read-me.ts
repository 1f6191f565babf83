import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { readMe as read } from '../../shop/steps';
import { readTenant } from '../../shop/tenants';

/** What this browser did; after proof, the store's half too. */
export function readMe(context: HubContext): Handler<'read-me'> {
  return async ({ query, browser }) => {
    const tenant = await readTenant(context, query.tenant);
    return tenant ? read(context, tenant, browser.id) : new No(404, 'tenant-unknown');
  };
}
