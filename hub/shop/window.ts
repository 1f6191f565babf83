import type { ShopWindow } from '#shared/contract/shop';
import type { StyleDocument } from '#shared/documents/documents';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { readPrices } from './garments';
import { readTenants, type ShopTenant } from './tenants';

const SHOWN = 40;

/** The shop's window: styles with a code and a drawing, the same order every time. Null where the hub has no such tenant. */
export async function readWindow(context: HubContext, code: string | undefined): Promise<ShopWindow | null> {
  const tenants = await readTenants(context);
  const tenant = code === undefined ? tenants[0] : tenants.find((one) => one.code === code);
  if (!tenant) return null;
  const rows = await context.db.run<{ body: StyleDocument }>(
    `select body from style where shard = $1 and tenant = $2 and body->>'stub' = 'false'
     order by case when body->>'category' like 'aa-1-%' then 0 else 1 end, code limit $3`,
    [homeShard(tenant.id), tenant.id, SHOWN],
  );
  return {
    tenants: tenants.map(({ code: one, name }) => ({ code: one, name })),
    tenant: { code: tenant.code, name: tenant.name },
    currency: tenant.currency,
    notice: tenant.notice,
    garments: (await Promise.all(rows.map(({ body }) => inWindow(context, tenant, body)))).flat(),
  };
}

async function inWindow(
  context: HubContext,
  tenant: ShopTenant,
  style: StyleDocument,
): Promise<ShopWindow['garments']> {
  const prices = await readPrices(context, tenant, undefined, style.id);
  const variant = style.variants.find(({ id, gtin }) => gtin !== null && prices[id]);
  if (!variant?.gtin) return [];
  const colour = style.colours.find(({ id }) => id === variant.colour);
  return [
    {
      gtin: variant.gtin,
      name: style.name,
      drawing: style.drawing,
      hex: colour?.hex ?? '#cccccc',
      colours: style.colours.length,
      minor: prices[variant.id]?.minor ?? null,
    },
  ];
}
