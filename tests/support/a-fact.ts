import type { Happening } from '#shared/facts/happening';
import { Fact, factKinds } from '#shared/facts/registry';
import { type AnchorId, FactId, StoreId, TenantId } from '#shared/kernel/ids';
import { idOf } from './ids';

export const aTenant = TenantId.parse(idOf('tenant', 1));
export const aStore = StoreId.parse(idOf('store', 1));
export const anotherStore = StoreId.parse(idOf('store', 2));

/** Noon in Shanghai on a winter Sunday: the moment at which tests begin unless they say otherwise. */
export const NOON_MS = Date.UTC(2026, 10, 22, 4, 0, 0);

export type FactPlace = {
  readonly id?: string;
  readonly atMs?: number;
  readonly who?: AnchorId;
  readonly store?: StoreId | null;
  readonly hlc?: number;
};

/**
 * A whole fact of a happening, as the hub holds it once it has taken it. It stands in no device's chain; for facts
 * that do, see `chain-of-a-till.ts`.
 */
export function factOf(happening: Happening, place: FactPlace & { readonly n?: number } = {}): Fact {
  const { kind, body, capture } = happening;
  const { prefix, v } = factKinds[kind];
  const who = place.who ?? happening.who;
  const atMs = place.atMs ?? NOON_MS;
  return Fact.parse({
    id: FactId.parse(place.id ?? idOf(prefix, place.n ?? 1)),
    kind,
    v,
    tenant: aTenant,
    ...(place.store === null ? {} : { store: place.store ?? aStore }),
    hlc: place.hlc ?? atMs * 1000,
    occurredAt: `${new Date(atMs).toISOString().replace('Z', '+00:00')}[UTC]`,
    businessDate: new Date(atMs).toISOString().slice(0, 10),
    ...(who === undefined ? {} : { who }),
    capture,
    body,
  });
}
