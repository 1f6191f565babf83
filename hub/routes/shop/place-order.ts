import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { placeOrder as place } from '../../shop/orders';
import { readPhone } from '../../shop/phone';
import { readTenant } from '../../shop/tenants';

/** An order to ship or to collect. */
export function placeOrder(context: HubContext): Handler<'place-order'> {
  return async ({ body, browser }) => {
    const tenant = await readTenant(context, body.tenant);
    if (!tenant) return new No(404, 'tenant-unknown');
    const phone = readPhone(context, tenant, body.phone);
    if (!phone) return new No(400, 'phone-invalid');
    const { id, lines, delivery } = body;
    if (!id.startsWith('order_')) return new No(400, 'request-invalid', { at: 'body.id', problem: 'not an order' });
    const placed = await place(context, { tenant, browser: browser.id, phone }, { id, lines, delivery });
    return placed.ok ? placed.value : new No(409, placed.refusal.code, placed.refusal.params);
  };
}
