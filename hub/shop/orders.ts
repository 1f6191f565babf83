import type { RouteOutput } from '#shared/contract/http';
import { canonical } from '#shared/kernel/canonical';
import { FactId, type VariantId } from '#shared/kernel/ids';
import { sumMinor } from '#shared/kernel/money';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { Delivery, OrderLine, OrderPlacedBody } from '#shared/online/facts';
import type { HubContext } from '../context';
import { digestOfSecret } from '../devices/secret';
import { steadyId } from '../import/steady-id';
import { appendMadeFacts, type MadeFact, makeHubFacts } from '../log/append-hub-fact';
import { readFacts } from '../log/read';
import { anchorOf, readBrowserAnchors } from './browsers';
import { garmentIn, readPrices, readStyles } from './garments';
import { claimOf } from './join';
import { dropOrder, type KeptOrder, keepOrder, noteStanding, orderFact, readOrder, readStanding } from './kept-orders';
import type { ShopPhone } from './phone';
import { confirmReservation, reserve, type Wanted } from './reservations';
import { onlinePlace, type ShopTenant } from './tenants';

/** Pieces put aside for collection are free again after this, where the phone was proven by a code. */
const COLLECT_MS = 48 * 60 * 60_000;
/** The same for a phone that was only typed: long enough to come by, and too short to keep a store's shelf empty. */
const UNPROVEN_COLLECT_MS = 2 * 60 * 60_000;
/** Pieces that are kept at once for a browser under phones it only typed, and for a phone that was only typed. */
const UNPROVEN_MOST = 6;

export type OrderAsk = {
  readonly id: FactId;
  readonly lines: readonly { readonly variant: VariantId; readonly qty: number; readonly minor: number }[];
  readonly delivery:
    | { readonly kind: 'ship'; readonly name: string; readonly address: string }
    | { readonly kind: 'collect'; readonly store: string; readonly name: string };
};

export type Orderer = { readonly tenant: ShopTenant; readonly browser: string; readonly phone: ShopPhone };

export type OrderRefusal =
  | 'variant-unknown'
  | 'price-changed'
  | 'store-unknown'
  | 'out-of-stock'
  | 'collect-too-many'
  | 'order-already-placed';

type Placed = Result<RouteOutput<'place-order'>, OrderRefusal>;

/**
 * Places an order under the browser's anchor. Prices and stock are the shop's own: a page that shows an older price is
 * told (`price-changed {variant, minor}`), and pieces that are not there are not promised (`out-of-stock {variant, left}`).
 * Whoever did not prove the phone has few pieces kept, and not for long (`collect-too-many {most, left}`).
 *
 * The first ask under an id is what stands, and the same ask again gets the same answer. Another ask under that id, or
 * another browser's, is refused with `order-already-placed {number}`.
 */
export async function placeOrder(context: HubContext, orderer: Orderer, ask: OrderAsk): Promise<Placed> {
  const { tenant, browser, phone } = orderer;
  const asked = digestOfSecret(canonical({ ...ask, phone: phone.hmac }));
  const before = await readOrder(context, tenant.id, ask.id);
  const begun = before ? ok(before) : await beginOrder(context, orderer, ask, asked);
  if (!begun.ok) return begun;
  const isSame = begun.value.browser === browser && begun.value.asked === asked;
  if (begun.value.browser !== browser) return alreadyPlaced(ask.id);
  const stands = await finishOrder(context, tenant, begun.value);
  if (!stands.ok) {
    // What was begun can't be had any more; another ask begins anew.
    return isSame ? stands : placeOrder(context, orderer, ask);
  }
  return isSame ? ok(answerOf(ask.id, stands.value)) : alreadyPlaced(ask.id);
}

/** Judges an ask, puts its pieces aside and keeps what will be written for it. */
async function beginOrder(
  context: HubContext,
  orderer: Orderer,
  ask: OrderAsk,
  asked: string,
): Promise<Result<KeptOrder, OrderRefusal>> {
  const { tenant, browser, phone } = orderer;
  const isProven = await hasProven(context, orderer);
  const body = await bodyOf(context, tenant, ask, isProven ? COLLECT_MS : UNPROVEN_COLLECT_MS);
  if (!body.ok) return body;
  if (!isProven && body.value.delivery.kind === 'collect') {
    const left = Math.max(0, UNPROVEN_MOST - (await keptUnproven(context, orderer)));
    if (piecesIn(body.value) > left) return refuse('collect-too-many', { most: UNPROVEN_MOST, left });
  }
  const wanted = wantedBy(tenant, ask.id, body.value);
  if (wanted) {
    const reserved = await reserve(context, wanted);
    if (!reserved.ok) return reserved;
  }
  const facts = await factsOf(context, orderer, ask, body.value);
  return ok(await keepOrder(context, tenant.id, phone, { id: ask.id, browser, asked, facts, isStanding: false }));
}

async function hasProven(context: HubContext, { tenant, browser, phone }: Orderer): Promise<boolean> {
  const anchors = await readBrowserAnchors(context, tenant.id, browser);
  return anchors.some(({ hmac, provenAtMs }) => hmac === phone.hmac && provenAtMs !== null);
}

/**
 * Pieces kept now for what was ordered without proof by this browser, or under this phone by anyone. NOTE: presses at the
 * same moment may each find room. Browsers and phones can be made up as well; what an address may ask in a minute bounds all.
 */
async function keptUnproven(context: HubContext, { tenant, browser, phone }: Orderer): Promise<number> {
  const nowMs = context.clock();
  const orders = await readStanding(context, tenant.id, browser, phone, nowMs - UNPROVEN_COLLECT_MS);
  const isKept = ({ body: { delivery } }: (typeof orders)[number]) =>
    delivery.kind === 'collect' && delivery.until > nowMs && delivery.until <= nowMs + UNPROVEN_COLLECT_MS;
  return orders.filter(isKept).reduce((sum, { body }) => sum + piecesIn(body), 0);
}

function piecesIn({ lines }: OrderPlacedBody): number {
  return lines.reduce((sum, { qty }) => sum + qty, 0);
}

/** Writes what was kept; a second time it finds it written. @returns the order's body as it stands */
async function finishOrder(
  context: HubContext,
  tenant: ShopTenant,
  order: KeptOrder,
): Promise<Result<OrderPlacedBody, OrderRefusal>> {
  const { fact, made } = orderFact(order);
  if (order.isStanding) return ok(fact.body);
  const wanted = wantedBy(tenant, order.id, fact.body);
  const [written] = await readFacts(context.db, made.stream, [order.id]);
  if (!written) {
    if (wanted) {
      const reserved = await reserve(context, wanted);
      if (!reserved.ok) {
        await dropOrder(context, tenant.id, order.id);
        return reserved;
      }
    }
    await appendMadeFacts(context, order.facts);
  }
  const { delivery } = fact.body;
  if (wanted && delivery.kind === 'collect') await confirmReservation(context, wanted, delivery.until);
  await noteStanding(context, tenant.id, order.id);
  return ok(fact.body);
}

/** The order, and beside it that this anchor named that phone, unless it has proved it. */
async function factsOf(
  context: HubContext,
  { tenant, browser, phone }: Orderer,
  ask: OrderAsk,
  body: OrderPlacedBody,
): Promise<readonly MadeFact[]> {
  const anchor = await anchorOf(context, tenant.id, browser, phone);
  const place = onlinePlace(tenant);
  const { name } = ask.delivery;
  const secret = {
    phone: phone.e164,
    ...(name ? { name } : {}),
    ...(ask.delivery.kind === 'ship' ? { address: ask.delivery.address } : {}),
  };
  const claim = claimOf(anchor.who, phone, 'typed');
  const claimId = steadyId(FactId, 'claim', 'typed', tenant.id, anchor.who, claim.name);
  return makeHubFacts(context, [
    ...(anchor.provenAtMs === null ? [{ happening: claim.happening, place: { ...place, id: claimId } }] : []),
    {
      happening: { kind: 'OrderPlaced', who: anchor.who, capture: 'picked', body, secret },
      place: { ...place, id: ask.id },
    },
  ]);
}

async function bodyOf(
  context: HubContext,
  tenant: ShopTenant,
  ask: OrderAsk,
  keptMs: number,
): Promise<Result<OrderPlacedBody, OrderRefusal>> {
  const lines = await readLines(context, tenant, ask);
  if (!lines.ok) return lines;
  const delivery = deliveryOf(context, tenant, ask.delivery, keptMs);
  if (!delivery) return refuse('store-unknown');
  return ok({
    number: orderNumber(ask.id),
    channel: 'shop',
    currency: tenant.currency,
    lines: lines.value,
    totalMinor: sumMinor(lines.value.map(({ netMinor }) => netMinor)),
    delivery,
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
    if (!style) return refuse('variant-unknown', { variant });
    const unit = (await readPrices(context, tenant, store, style.id))[variant]?.minor;
    if (unit === undefined) return refuse('variant-unknown', { variant });
    if (unit !== minor) return refuse('price-changed', { variant, minor: unit });
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

function deliveryOf(
  context: HubContext,
  tenant: ShopTenant,
  asked: OrderAsk['delivery'],
  keptMs: number,
): Delivery | null {
  if (asked.kind === 'ship') return { kind: 'ship' };
  const store = tenant.stores.find(({ code }) => code === asked.store);
  return store ? { kind: 'collect', store: store.id, until: context.clock() + keptMs } : null;
}

function wantedBy(tenant: ShopTenant, order: FactId, { delivery, lines }: OrderPlacedBody): Wanted | null {
  if (delivery.kind !== 'collect') return null;
  const pieces = new Map<VariantId, number>();
  for (const { garment, qty } of lines) pieces.set(garment.variant, (pieces.get(garment.variant) ?? 0) + qty);
  return { tenant: tenant.id, store: delivery.store, order, pieces };
}

function answerOf(order: FactId, { number, totalMinor, currency, delivery }: OrderPlacedBody) {
  return { order, number, totalMinor, currency, untilMs: delivery.kind === 'collect' ? delivery.until : null };
}

function alreadyPlaced(id: FactId): Result<never, 'order-already-placed'> {
  return refuse('order-already-placed', { number: orderNumber(id) });
}

/** Short enough to say at a counter; from the id, so that the same order always has the same. */
function orderNumber(id: FactId): string {
  return `W-${id.slice(-8).toUpperCase()}`;
}
