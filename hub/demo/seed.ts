import { StoreId, type VariantId } from '#shared/kernel/ids';
import { invariant } from '#shared/kernel/invariant';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { publishSunrise } from '../import/import';
import { refreshStatistics } from '../import/refresh-statistics';
import { readSunrise, type SunriseRegion } from '../import/sunrise';
import { SUNRISE_CODE, settingsOf } from '../import/sunrise-tenant';
import { tenantIdOf } from '../import/tenant';
import { HOUSE_CODE, makeCollection } from './collection/make-collection';
import { sunriseFolder } from './find-sunrise';
import { type DemoHouse, type HistoryTold, tellHistory } from './history';
import { HISTORY_DAYS } from './plan-visits';
import { publishPeople, publishYanxia } from './publish-demo';
import { scriptedVisits } from './script';
import { sunriseShoppers, yanxiaShoppers } from './shoppers';
import { openingStock, yanxiaStores } from './yanxia';

/** What seeding came to; null where the demo was there already. */
export type Seeded = { readonly yanxia: HistoryTold; readonly sunrise: HistoryTold } | null;

/** Raised when the demo's tables change: goods and colleagues are then published again. Its history is told once. */
const DEMO_VERSION = 1;
const HUB_SHARD = 0;
const MARK = 'demo';

type Mark = { readonly version: number; readonly told: boolean };

/**
 * Puts the demo into a hub: the house Yanxia and the Sunrise chain, each a tenant with stores, goods, prices, stock and
 * colleagues, and five weeks of history before `nowMs` that went through the hub's own ingest. A second call changes
 * nothing. A start that was cut off tells the rest again with tills of its own: fuller, never broken.
 */
export async function seedDemo(context: HubContext, nowMs: InstantMs): Promise<Seeded> {
  const mark = await readMark(context);
  if (mark?.version === DEMO_VERSION && mark.told) return null;
  const countedAtMs = nowMs - (HISTORY_DAYS + 1) * DAY_MS;
  const yanxia = await publishYanxia(context, countedAtMs);
  await publishPeople(
    context,
    yanxia.id,
    HOUSE_CODE,
    yanxiaStores.map(({ store }) => store),
  );
  const read = await readSunrise(sunriseFolder(), { tenantCode: SUNRISE_CODE, nowMs, countedAtMs });
  invariant(read.ok, 'the shipped Sunrise files can be read');
  await publishSunrise(context, SUNRISE_CODE, read.value);
  await publishPeople(context, tenantIdOf(SUNRISE_CODE), SUNRISE_CODE, read.value.stores);
  if (mark?.told) {
    await writeMark(context, { version: DEMO_VERSION, told: true });
    return null;
  }
  const told = {
    yanxia: await tellHistory(context, yanxiaHouse(nowMs), nowMs),
    sunrise: await tellHistory(context, sunriseHouse(read.value), nowMs),
  };
  await refreshStatistics(context);
  await writeMark(context, { version: DEMO_VERSION, told: true });
  context.logger.info({ demo: told }, 'the demo was put in');
  return told;
}

function yanxiaHouse(nowMs: InstantMs): DemoHouse {
  const { styles, prices } = makeCollection();
  const stockIn = (code: string) =>
    new Map(
      styles.flatMap((style) => {
        const stock = openingStock(code, style);
        return style.variants.map(({ id }, index) => [id, stock[index] ?? 0] as const);
      }),
    );
  return {
    tenant: tenantIdOf(HOUSE_CODE),
    code: HOUSE_CODE,
    stores: yanxiaStores,
    styles,
    prices: new Map(yanxiaStores.map(({ store }) => [StoreId.parse(store.id), prices])),
    stock: new Map(yanxiaStores.map(({ store }) => [StoreId.parse(store.id), stockIn(store.code)])),
    shoppers: yanxiaShoppers,
    language: 'zh-CN',
    tillName: 'Demo 1',
    busy: { JA: [2, 4], HQ: [1.4, 3], XH: [1.2, 3] },
    scripted: (store) => (store.code === 'JA' ? scriptedVisits(store, nowMs) : []),
    isOnline: true,
  };
}

function sunriseHouse({ stores, styles, prices, facts }: SunriseRegion): DemoHouse {
  const stock = new Map<StoreId, Map<VariantId, number>>(stores.map(({ id }) => [id, new Map()]));
  for (const fact of facts)
    if (fact.kind === 'StockCounted' && fact.store)
      for (const { variant, qty } of fact.body.lines) stock.get(fact.store)?.set(variant, qty);
  return {
    tenant: tenantIdOf(SUNRISE_CODE),
    code: SUNRISE_CODE,
    stores: stores.map(settingsOf),
    styles,
    prices: new Map([...prices].map(([store, drafts]) => [store.id, drafts])),
    stock,
    shoppers: sunriseShoppers,
    language: 'en',
    tillName: 'Demo 1',
    busy: { BER: [0.7, 2], MUC: [0.5, 2], CGN: [0.3, 1], HAM: [0.3, 1], VIE: [0.3, 1] },
    isOnline: false,
  };
}

async function readMark(context: HubContext): Promise<Mark | null> {
  const [row] = await context.db.run<{ value: Mark }>('select value from hub where shard = $1 and key = $2', [
    HUB_SHARD,
    MARK,
  ]);
  return row?.value ?? null;
}

async function writeMark(context: HubContext, mark: Mark): Promise<void> {
  await context.db.run(
    `insert into hub (shard, key, value) values ($1, $2, $3)
     on conflict (shard, key) do update set value = excluded.value`,
    [HUB_SHARD, MARK, JSON.stringify(mark)],
  );
}
