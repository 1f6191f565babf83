import type { RouteOutput } from '#shared/contract/http';
import type { FactId, VariantId } from '#shared/kernel/ids';
import { sumMinor } from '#shared/kernel/money';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { Delivery, OrderLine } from '#shared/online/facts';
import type { HubContext } from '../context';
import { appendHubFact } from '../log/append-hub-fact';
import { garmentIn, readPrices, readStyles } from './garments';
import { claimTypedPhone } from './join';
import type { ShopPhone } from './phone';
import type { ShopTenant } from './tenants';

/** Pieces put aside for collection are free again after this. */
const COLLECT_MS = 48 * 60 * 60_000;

export type OrderAsk = {
  readonly id: FactId;
  readonly lines: readonly { readonly variant: VariantId; readonly qty: number; readonly minor: number }[];
  readonly delivery:
    | { readonly kind: 'ship'; readonly name: string; readonly address: string }
    | { readonly kind: 'collect'; readonly store: string; readonly name: string };
};

export type OrderRefusal = 'variant-unknown' | 'price-changed' | 'store-unknown';

/**
 * Places an order under the browser's anchor. Prices are the shop's own: a page that shows an older one is told
 * (`price-changed {minor}`). The id makes it idempotent.
 */
export async function placeOrder(
  context: HubContext,
  tenant: ShopTenant,
  browser: string,
  phone: ShopPhone,
  ask: OrderAsk,
): Promise<Result<RouteOutput<'place-order'>, OrderRefusal>> {
  const lines = await readLines(context, tenant, ask);
  if (!lines.ok) return lines;
  const delivery = deliveryOf(context, tenant, ask.delivery);
  if (!delivery) return refuse('store-unknown');
  const { who } = await claimTypedPhone(context, tenant, browser, phone);
  const totalMinor = sumMinor(lines.value.map(({ netMinor }) => netMinor));
  const { name } = ask.delivery;
  const contact = {
    phone: phone.e164,
    ...(name ? { name } : {}),
    ...(ask.delivery.kind === 'ship' ? { address: ask.delivery.address } : {}),
  };
  const body = {
    number: orderNumber(ask.id),
    channel: 'shop',
    currency: tenant.currency,
    lines: lines.value,
    totalMinor,
    delivery,
  };
  const zone = tenant.stores[0]?.zone;
  const fact = await appendHubFact(
    context,
    { kind: 'OrderPlaced', who, capture: 'picked', body, secret: contact },
    { tenant: tenant.id, in: { stream: 'online' }, id: ask.id, ...(zone ? { zone } : {}) },
  );
  return ok({
    order: fact.id,
    number: body.number,
    totalMinor,
    currency: tenant.currency,
    untilMs: delivery.kind === 'collect' ? delivery.until : null,
  });
}

async function readLines(
  context: HubContext,
  tenant: ShopTenant,
  { lines, delivery }: OrderAsk,
): Promise<Result<readonly OrderLine[], OrderRefusal>> {
  // Collected pieces cost what that store asks; shipped ones what the online shop does.
  const store = delivery.kind === 'collect' ? tenant.stores.find(({ code }) => code === delivery.store)?.id : undefined;
  const styles = await readStyles(
    context,
    tenant,
    lines.map(({ variant }) => variant),
  );
  const priced: OrderLine[] = [];
  for (const [place, { variant, qty, minor }] of lines.entries()) {
    const style = styles.find(({ variants }) => variants.some(({ id }) => id === variant));
    if (!style) return refuse('variant-unknown');
    const unit = (await readPrices(context, tenant, store, style.id))[variant]?.minor;
    if (unit === undefined) return refuse('variant-unknown');
    if (unit !== minor) return refuse('price-changed', { minor: unit });
    priced.push({
      line: place + 1,
      garment: garmentIn(style, variant),
      qty,
      unitMinor: minor,
      netMinor: minor * qty,
      for: 'self',
    });
  }
  return ok(priced);
}

function deliveryOf(context: HubContext, tenant: ShopTenant, asked: OrderAsk['delivery']): Delivery | null {
  if (asked.kind === 'ship') return { kind: 'ship' };
  const store = tenant.stores.find(({ code }) => code === asked.store);
  return store ? { kind: 'collect', store: store.id, until: context.clock() + COLLECT_MS } : null;
}

/** Short enough to say at a counter; from the id, so that the same order always has the same. */
function orderNumber(id: FactId): string {
  return `W-${id.slice(-8).toUpperCase()}`;
}
