import type { Garment } from '#shared/catalog/garment';
import { AnchorId, FactId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { Currency } from '#shared/kernel/money';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import type { StyleDraft } from './catalogue-draft';
import { garmentOf } from './garment-of';
import type { ImportedFact } from './imported-fact';
import { steadyId } from './steady-id';
import type { SunriseOrder } from './sunrise-orders';
import type { SunriseCount } from './sunrise-stock';
import type { SunriseStore } from './sunrise-stores';

type When = { readonly tenantCode: string; readonly nowMs: InstantMs; readonly countedAtMs: InstantMs };

/** At most this many lines in one count. */
const COUNT_MAX = 500;
/** The orders are spread over this long, the first one oldest, and end a day before now. */
const ORDERED_OVER_DAYS = 540;
const HOUR_MS = 3_600_000;
/** Orders fall between 8 in the morning and midnight, UTC. */
const WAKING_FROM_HOUR = 8;
const WAKING_HOURS = 16;
/** A person is enrolled a moment before their first order. */
const BEFORE_MS = 1000;

/** One count per store and 500 lines, its id made of what was counted: the same file again is the same count. */
export function stockFacts(
  counts: readonly SunriseCount[],
  stores: readonly SunriseStore[],
  { tenantCode, countedAtMs }: When,
): readonly ImportedFact[] {
  return stores.flatMap((store) => {
    const lines = counts.filter((count) => count.store === store.key).map(({ line }) => line);
    return Array.from({ length: Math.ceil(lines.length / COUNT_MAX) }, (_, part): ImportedFact => {
      const some = lines.slice(part * COUNT_MAX, (part + 1) * COUNT_MAX);
      const text = some.map(({ variant, qty }) => `${variant} ${qty}`).join('\n');
      return {
        id: steadyId(FactId, 'count', tenantCode, store.key, text),
        kind: 'StockCounted',
        capture: 'import',
        body: { lines: some },
        atMs: countedAtMs,
        store: store.id,
      };
    });
  });
}

/**
 * For each customer number one anchor, enrolled and claimed just before its first order, and each order. The source has
 * no dates: these are spread evenly up to yesterday, in the order of the file, and are said to be seeded.
 */
export function orderFacts(
  orders: readonly SunriseOrder[],
  styles: readonly StyleDraft[],
  currency: Currency,
  { tenantCode, nowMs }: When,
): readonly ImportedFact[] {
  const garments = new Map(
    styles.flatMap((style) => style.variants.map((variant) => [variant.sku, garmentOf(style, variant)] as const)),
  );
  const enrolled = new Set<string>();
  return orders.flatMap((order, place): readonly ImportedFact[] => {
    const who = steadyId(AnchorId, 'who', tenantCode, 'customer', order.customer);
    const atMs = seededMoment(place, orders.length, nowMs);
    const placed = orderPlaced(order, who, atMs, garments, currency, tenantCode);
    if (enrolled.has(order.customer)) return [placed];
    enrolled.add(order.customer);
    return [...enrolment(order.customer, who, atMs - BEFORE_MS, tenantCode), placed];
  });
}

function enrolment(customer: string, who: AnchorId, atMs: InstantMs, tenantCode: string): readonly ImportedFact[] {
  return [
    {
      id: steadyId(FactId, 'person', tenantCode, 'customer', customer),
      kind: 'CustomerEnrolled',
      capture: 'import',
      who,
      body: { at: 'import', language: 'en' },
      atMs,
    },
    {
      id: steadyId(FactId, 'claim', tenantCode, 'customer', customer),
      kind: 'IdentifierClaimed',
      capture: 'import',
      who,
      body: { kind: 'customer-number', proof: 'platform' },
      secret: { value: customer },
      atMs,
    },
  ];
}

function orderPlaced(
  order: SunriseOrder,
  who: AnchorId,
  atMs: InstantMs,
  garments: ReadonlyMap<string, Garment>,
  currency: Currency,
  tenantCode: string,
): ImportedFact {
  const lines = order.lines.map(({ sku, qty, unitMinor }, index) => ({
    line: index + 1,
    garment: must(garments.get(sku), 'every ordered SKU has a style'),
    qty,
    unitMinor,
    netMinor: unitMinor * qty,
    for: 'unknown' as const,
  }));
  return {
    id: steadyId(FactId, 'order', tenantCode, order.number, order.customer),
    kind: 'OrderPlaced',
    capture: 'import',
    who,
    body: {
      number: order.number.slice(0, 40),
      channel: 'sunrise',
      currency,
      lines,
      totalMinor: lines.reduce((sum, { netMinor }) => sum + netMinor, 0),
      delivery: { kind: 'ship' },
    },
    atMs,
  };
}

/** Evenly over the days, by day within waking hours, and never two at the same moment. */
function seededMoment(place: number, count: number, nowMs: InstantMs): InstantMs {
  const lastDay = Math.floor(nowMs / DAY_MS) - 1;
  const days = ((place + 1) / (count + 1)) * ORDERED_OVER_DAYS;
  const day = lastDay - ORDERED_OVER_DAYS + Math.floor(days);
  return Math.floor(day * DAY_MS + (WAKING_FROM_HOUR + (days % 1) * WAKING_HOURS) * HOUR_MS);
}
