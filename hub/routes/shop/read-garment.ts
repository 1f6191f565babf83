import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { findGarment, shopGarment } from '../../shop/garments';

/** A garment by the code on its label, with the stock of the store named there. */
export function readGarment(context: HubContext): Handler<'read-garment'> {
  return async ({ params: { gtin }, query: { s = null, t = null } }) => {
    const found = await findGarment(context, gtin, { tenant: t, store: s });
    return found ? shopGarment(context, found) : new No(404, 'garment-unknown', { gtin });
  };
}
