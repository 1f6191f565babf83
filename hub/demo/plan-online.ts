import type { Garment } from '#shared/catalog/garment';
import type { PriceDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import { AnchorId, FactId, type StoreId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import { CONSENT_WORDING } from '#shared/people/commands';
import { steadyIdAt } from '../import/steady-id';
import { between, type Chance, pick, seededChance } from './chance';
import { chooseGarments, type Shelf } from './choose-garments';
import { HISTORY_DAYS } from './plan-visits';
import type { Shopper } from './shoppers';

/** What a phone did: goes into the anchor's online stream. `store` where a code was scanned. */
export type OnlineStep = {
  readonly id: FactId;
  readonly atMs: InstantMs;
  readonly store: StoreId | null;
  readonly happening: Happening;
};

export type OnlineShop = {
  readonly shelf: Shelf;
  readonly prices: ReadonlyMap<string, Pick<PriceDocument, 'prices' | 'currency'>>;
  /** Stores by code: where codes are scanned and orders collected. */
  readonly stores: ReadonlyMap<string, StoreId>;
};

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const STRANGERS = 12;
/** How long an order waits in the store to be collected. */
const COLLECT_MS = 2 * DAY_MS;

/**
 * What shoppers' phones did in these weeks: codes scanned in the store, garments looked at, joining with a proven number,
 * orders to ship or collect; and phones of people nobody knows.
 */
export function planOnline(shop: OnlineShop, shoppers: readonly Shopper[], nowMs: InstantMs): readonly OnlineStep[] {
  const known = shoppers.filter(({ online }) => online !== 'no').flatMap((one) => phoneOf(shop, one, nowMs));
  const strangers = Array.from({ length: STRANGERS }, (_, index) => strangerPhone(shop, index, nowMs)).flat();
  return [...known, ...strangers].sort((a, b) => a.atMs - b.atMs);
}

function phoneOf(shop: OnlineShop, shopper: Shopper, nowMs: InstantMs): readonly OnlineStep[] {
  const chance = seededChance(`phone ${shopper.key}`);
  const joinedAt = nowMs - between(chance, 4 * 24, (HISTORY_DAYS - 2) * 24) * HOUR_MS;
  const phone = openPhone(shopper.key, joinedAt);
  const seen = look(chance, shop, shopper);
  phone.happen(joinedAt, shop.stores.get(shopper.store) ?? null, {
    kind: 'CodeScanned',
    capture: 'scan',
    body: { placement: chance() < 0.7 ? 'label' : 'room', garment: seen },
  });
  phone.happen(joinedAt + 5_000, null, { kind: 'ProductViewed', capture: 'system', body: { garment: seen } });
  join(phone, shopper, joinedAt + 2 * MINUTE_MS, chance);
  const views = between(chance, 2, 5);
  for (let view = 0; view < views; view += 1) {
    const atMs = joinedAt + Math.floor(chance() * (nowMs - joinedAt - HOUR_MS));
    const garment = view === 0 ? seen : look(chance, shop, shopper);
    phone.happen(atMs, null, { kind: 'ProductViewed', capture: 'system', body: { garment } });
  }
  if (shopper.online === 'orders') order(phone, shop, shopper, joinedAt, nowMs, chance);
  return phone.steps;
}

function strangerPhone(shop: OnlineShop, index: number, nowMs: InstantMs): readonly OnlineStep[] {
  const chance = seededChance(`stranger ${index}`);
  const atMs = nowMs - between(chance, 1, HISTORY_DAYS * 24) * HOUR_MS;
  const phone = openPhone(`stranger ${index}`, atMs);
  const store = pick(chance, [...shop.stores.values()]);
  const garment = look(chance, shop, null);
  phone.happen(atMs, store, { kind: 'CodeScanned', capture: 'scan', body: { placement: 'window', garment } });
  for (let view = between(chance, 1, 3); view > 0; view -= 1) {
    const body = { garment: look(chance, shop, null) };
    phone.happen(atMs + view * MINUTE_MS, null, { kind: 'ProductViewed', capture: 'system', body });
  }
  return phone.steps;
}

type Phone = {
  readonly who: AnchorId;
  readonly steps: readonly OnlineStep[];
  readonly happen: (atMs: InstantMs, store: StoreId | null, happening: Happening) => void;
};

function openPhone(key: string, atMs: InstantMs): Phone {
  const who = steadyIdAt(atMs, AnchorId, 'who', 'demo phone', key);
  const steps: OnlineStep[] = [];
  return {
    who,
    steps,
    happen: (whenMs, store, happening) => {
      const prefix = prefixes[happening.kind] ?? 'seen';
      const id = steadyIdAt(whenMs, FactId, prefix, 'demo phone', key, String(steps.length));
      steps.push({ id, atMs: whenMs, store, happening: { ...happening, who } });
    },
  };
}

const prefixes: Readonly<Partial<Record<Happening['kind'], string>>> = {
  CustomerEnrolled: 'person',
  IdentifierClaimed: 'claim',
  ConsentChanged: 'consent',
  OrderPlaced: 'order',
};

/** The number is proven by a one-time code; boxes are ticked by some. */
function join(phone: Phone, shopper: Shopper, atMs: InstantMs, chance: Chance): void {
  const language = 'zh-CN';
  phone.happen(atMs, null, {
    kind: 'CustomerEnrolled',
    capture: 'typed',
    body: { at: 'phone', language },
    secret: { name: shopper.name },
  });
  phone.happen(atMs, null, {
    kind: 'IdentifierClaimed',
    capture: 'typed',
    body: { kind: 'phone', proof: 'otp' },
    secret: { value: shopper.phone },
  });
  if (chance() < 0.5) return;
  const body = { granted: true, answers: [], wording: CONSENT_WORDING, language } as const;
  phone.happen(atMs, null, {
    kind: 'ConsentChanged',
    capture: 'picked',
    body: { ...body, purpose: 'marketing', channel: 'message' },
  });
}

function order(
  phone: Phone,
  shop: OnlineShop,
  shopper: Shopper,
  joinedAt: InstantMs,
  nowMs: InstantMs,
  chance: Chance,
): void {
  const atMs = joinedAt + Math.floor((0.2 + chance() * 0.75) * (nowMs - joinedAt));
  const garments = chooseGarments(chance, shop.shelf, shopper, between(chance, 1, 2), false);
  const isFresh = nowMs - atMs < COLLECT_MS;
  const store = shop.stores.get(shopper.store);
  const collects = store !== undefined && (isFresh || chance() < 0.3);
  const lines = garments.map((garment, index) => {
    const unitMinor = must(shop.prices.get(garment.style)?.prices[garment.variant], 'a price').minor;
    return { line: index + 1, garment, qty: 1, unitMinor, netMinor: unitMinor, for: 'self' as const };
  });
  if (lines.length === 0) return;
  phone.happen(atMs, null, {
    kind: 'OrderPlaced',
    capture: 'picked',
    body: {
      number: `W-${phone.who.slice(-8).toUpperCase()}`,
      channel: 'shop',
      currency: 'CNY',
      lines,
      totalMinor: lines.reduce((sum, { netMinor }) => sum + netMinor, 0),
      delivery: collects ? { kind: 'collect', store, until: atMs + COLLECT_MS } : { kind: 'ship' },
    },
    secret: { name: shopper.name, phone: shopper.phone },
  });
}

function look(chance: Chance, shop: OnlineShop, shopper: Shopper | null): Garment {
  const [garment] = chooseGarments(chance, shop.shelf, shopper, 1, true);
  return must(garment, 'something hangs on the shelf');
}
