import type { AnchorId, StoreId, TenantId, VariantId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { InstantMs } from '#shared/kernel/time';
import type { PublishedStore } from '../catalogue/publish';
import type { HubContext } from '../context';
import type { PriceDraft, StyleDraft } from '../import/catalogue-draft';
import { appendHubFacts, wallTime } from '../log/append-hub-fact';
import { openShelf } from './choose-garments';
import { openDemoTill } from './demo-till';
import { demoStaff } from './people';
import { type OnlineShop, planOnline } from './plan-online';
import { type DemoStore, planVisits, type Visit } from './plan-visits';
import { playVisits, type Stage } from './play-visits';
import { staffIdOf } from './publish-demo';
import type { Shopper } from './shoppers';

/** One house as its history needs it. `stock` and `prices` are by store. */
export type DemoHouse = {
  readonly tenant: TenantId;
  readonly code: string;
  readonly stores: readonly PublishedStore[];
  readonly styles: readonly StyleDraft[];
  readonly prices: ReadonlyMap<StoreId, readonly PriceDraft[]>;
  readonly stock: ReadonlyMap<StoreId, ReadonlyMap<VariantId, number>>;
  readonly shoppers: readonly Shopper[];
  readonly language: 'zh-CN' | 'en';
  readonly tillName: string;
  readonly busy: Readonly<Record<string, DemoStore['busy']>>;
  /** Visits written by hand, by store code. */
  readonly scripted?: (store: DemoStore) => readonly Visit[];
  /** What phones do, where the house has a shop for them. */
  readonly isOnline: boolean;
};

export type HistoryTold = {
  readonly sales: number;
  readonly fittings: number;
  readonly people: number;
  readonly onlineSteps: number;
};

const LIST_VERSION = 1;

/** Tells the last five weeks of a house: its tills' through the hub's ingest, its phones' through the hub's own door. */
export async function tellHistory(context: HubContext, house: DemoHouse, nowMs: InstantMs): Promise<HistoryTold> {
  const anchors = new Map<string, AnchorId>();
  const stages = new Map<string, Stage>();
  const visits: Visit[] = [];
  for (const settings of house.stores) {
    const demoStore = demoStoreOf(house, settings, nowMs);
    visits.push(...planVisits(demoStore, house.shoppers, nowMs, house.scripted?.(demoStore) ?? []));
    stages.set(demoStore.code, await openStage(context, house, settings, anchors));
  }
  const told = playVisits(
    stages,
    visits.sort((a, b) => a.atMs - b.atMs),
  );
  for (const { till } of stages.values()) await till.push();
  const onlineSteps = house.isOnline ? await tellOnline(context, house, nowMs) : 0;
  return { ...told, people: anchors.size, onlineSteps };
}

async function openStage(
  context: HubContext,
  house: DemoHouse,
  settings: PublishedStore,
  anchors: Stage['anchors'],
): Promise<Stage> {
  const { store } = settings;
  const prices = new Map(house.prices.get(store.id)?.map((draft) => [draft.id, draft]));
  return {
    till: await openDemoTill(context, house.tenant, store, house.tillName),
    zone: store.zone,
    settings,
    language: house.language,
    anchors,
    findPrices: (style) => {
      const draft = prices.get(style);
      return draft ? { ...draft, seq: 0, version: LIST_VERSION } : null;
    },
  };
}

async function tellOnline(context: HubContext, house: DemoHouse, nowMs: InstantMs): Promise<number> {
  const [first] = house.stores;
  const prices = house.prices.get(must(first, 'a store').store.id) ?? [];
  const shop: OnlineShop = {
    shelf: openShelf(house.styles, new Map(house.styles.flatMap((style) => style.variants.map(({ id }) => [id, 1])))),
    prices: new Map(prices.map((draft) => [draft.id, draft])),
    stores: new Map(house.stores.map(({ store }) => [store.code, store.id])),
  };
  const zone = must(first, 'a store').store.zone;
  const steps = planOnline(shop, house.shoppers, nowMs);
  await appendHubFacts(
    context,
    steps.map(({ id, atMs, store, happening }) => ({
      happening,
      place: { tenant: house.tenant, in: { stream: 'online' }, id, atMs, zone, ...(store === null ? {} : { store }) },
    })),
  );
  return steps.length;
}

function demoStoreOf(house: DemoHouse, { store }: PublishedStore, nowMs: InstantMs): DemoStore {
  const local = wallTime(nowMs, store.zone);
  const sign = /([+-])(\d{2}):(\d{2})\[/.exec(local);
  const offset = sign ? (Number(sign[2]) * 60 + Number(sign[3])) * (sign[1] === '-' ? -1 : 1) : 0;
  return {
    id: store.id,
    code: store.code,
    utcOffsetMs: offset * 60_000,
    staff: demoStaff
      .filter((one) => one.store === store.code)
      .map(({ name }) => staffIdOf(house.code, store.code, name)),
    busy: house.busy[store.code] ?? [1, 2],
    shelf: openShelf(house.styles, house.stock.get(store.id) ?? new Map()),
  };
}
