import type {} from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { appendHubFact } from '../../log/append-hub-fact';
import { anchorOf, readBrowserAnchors } from '../../shop/browsers';
import { findGarment, garmentIn } from '../../shop/garments';
import { onlinePlace } from '../../shop/tenants';

/**
 * A phone read a label in a store, or looked at a garment online: a fact of this browser's anonymous anchor. A browser
 * without an anchor gets one, which stays for good: an address brings so many in a minute and no more.
 */
export function recordVisit(app: FastifyInstance, context: HubContext): Handler<'record-visit'> {
  const countNew = app.createRateLimit({ max: context.config.newBrowsersPerMinute, timeWindow: 60_000 });
  return async ({ body: { gtin, tenant: of = null, store: code, placement }, browser, request }) => {
    const found = await findGarment(context, gtin, { tenant: of, store: code });
    if (!found) return new No(404, 'garment-unknown', { gtin });
    const { tenant, store, style, scanned } = found;
    if ((await readBrowserAnchors(context, tenant.id, browser.id)).length === 0) {
      const count = await countNew(request);
      if (!count.isAllowed && count.isExceeded) return new No(429, 'too-many-requests', { waitMs: count.ttl });
    }
    const { who } = await anchorOf(context, tenant.id, browser.id, null);
    const garment = garmentIn(style, scanned);
    const place = { ...onlinePlace(tenant), ...(store ? { store: store.id } : {}) };
    if (store)
      await appendHubFact(context, { kind: 'CodeScanned', who, capture: 'scan', body: { placement, garment } }, place);
    else await appendHubFact(context, { kind: 'ProductViewed', who, capture: 'system', body: { garment } }, place);
    return { recorded: true as const };
  };
}
