import { Temporal } from 'temporal-polyfill';
import type { Words } from '#shared/catalog/garment';
import type { RouteOutput } from '#shared/contract/http';
import type { RegionStore } from '#shared/contract/region';
import { groupBy } from '#shared/kernel/group-by';
import { StoreId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { BusinessDate, InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Manager } from '../http/callers';
import { countPeople, countPeopleByStore } from './count-people';
import { readLatest } from './latest';
import { countParkedByStore } from './parked';

type Overview = RouteOutput<'read-overview'>;

type StoreRow = {
  readonly id: string;
  readonly code: string;
  readonly name: Words;
  readonly zone: string;
  readonly currency: string | null;
};

/** Everything a manager sees first: figures of every store today and this week, its tills, and whom the tenant knows. */
export async function readOverview(context: HubContext, manager: Manager): Promise<Overview> {
  const { tenant } = manager;
  const nowMs = context.clock();
  const { db } = context;
  const shard = homeShard(tenant);
  const [named] = await db.run<{ code: string; name: Words; currency: string; notice: Words | null }>(
    `select code, name, currency, body->'notice' as notice from tenant where shard = $1 and id = $2`,
    [shard, tenant],
  );
  const { code, name, currency, notice } = must(named, 'a session belongs to a tenant');
  const stores = await db.run<StoreRow>(
    `select id, code, name, zone, body->>'currency' as currency from store
     where shard = $1 and tenant = $2 order by code`,
    [shard, tenant],
  );
  const days = new Map([
    ['', dayIn(stores[0]?.zone ?? 'UTC', nowMs)],
    ...stores.map(({ id, zone }) => [id, dayIn(zone, nowMs)] as const),
  ]);
  const figures = await readFigures(context, manager, days);
  const tills = await readTills(context, manager);
  const people = await countPeopleByStore(db, tenant);
  const parked = await countParkedByStore(
    context,
    tenant,
    stores.map(({ id }) => id),
  );
  const today = [...figures.values()].map((figure) => figure.today);
  const week = [...figures.values()].map((figure) => figure.week);
  return {
    manager: { name: manager.name },
    tenant: { code, name, notice },
    stores: stores.map((store): RegionStore => {
      const figure = figures.get(store.id) ?? { today: nothing, week: nothing };
      return {
        id: StoreId.parse(store.id),
        code: store.code,
        name: store.name,
        currency: store.currency ?? currency,
        salesToday: figure.today.sales,
        identifiedToday: figure.today.identified,
        minorToday: figure.today.minor,
        fittingsToday: figure.today.fittings,
        week: figure.week,
        people: people.get(store.id) ?? 0,
        tills: tills.get(store.id) ?? [],
        parked: parked.get(store.id) ?? 0,
      };
    }),
    totals: {
      ...(await countPeople(db, tenant)),
      factsToday: sum(today.map(({ facts }) => facts)),
      identifiedSalesToday: sum(today.map(({ identified }) => identified)),
      salesToday: sum(today.map(({ sales }) => sales)),
      identifiedSalesWeek: sum(week.map(({ identified }) => identified)),
      salesWeek: sum(week.map(({ sales }) => sales)),
    },
    newestFactMs: await readNewest(context, manager),
    latest: await readLatest(
      context,
      tenant,
      stores.map(({ id }) => id),
    ),
    nowMs,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

/** The day a shop in that zone has on its wall. */
function dayIn(zone: string, nowMs: InstantMs): BusinessDate {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

type Sums = {
  readonly sales: number;
  readonly minor: number;
  readonly identified: number;
  readonly fittings: number;
  readonly facts: number;
};

type Figure = { readonly today: Sums; readonly week: Sums };

const nothing: Sums = { sales: 0, minor: 0, identified: 0, fittings: 0, facts: 0 };
const WEEK_DAYS = 7;

/**
 * Sums of today and of the last seven days, by store; what happened online stands under no store. Each has its own
 * today; online it is that of the first store, by whose clock the phone's page tells what happens.
 */
async function readFigures(
  { db }: HubContext,
  { tenant }: Manager,
  days: ReadonlyMap<string, BusinessDate>,
): Promise<ReadonlyMap<string, Figure>> {
  const asked = [...days].map(([store, day]) => ({
    store,
    day,
    first: Temporal.PlainDate.from(day)
      .subtract({ days: WEEK_DAYS - 1 })
      .toString(),
  }));
  const rows = await db.run<Sums & { readonly store: string; readonly today: boolean }>(
    `select f.store, f.day = d.day as today, f.sales, f.minor, f.identified, f.fittings, f.facts from figure f
     join jsonb_to_recordset($3) as d (store text, day text, first text)
       on d.store = f.store and f.day between d.first and d.day
     where f.shard = $1 and f.tenant = $2`,
    [homeShard(tenant), tenant, JSON.stringify(asked)],
  );
  return new Map(
    [...groupBy(rows, ({ store }) => store)].map(([store, own]) => [
      store,
      { today: sumOf(own.filter(({ today }) => today)), week: sumOf(own) },
    ]),
  );
}

function sumOf(rows: readonly Sums[]): Sums {
  return {
    sales: sum(rows.map(({ sales }) => sales)),
    minor: sum(rows.map(({ minor }) => minor)),
    identified: sum(rows.map(({ identified }) => identified)),
    fittings: sum(rows.map(({ fittings }) => fittings)),
    facts: sum(rows.map(({ facts }) => facts)),
  };
}

async function readNewest({ db }: HubContext, { tenant }: Manager): Promise<InstantMs | null> {
  const [row] = await db.run<{ newest: number | null }>(
    'select max(newest_at) as newest from figure where shard = $1 and tenant = $2',
    [homeShard(tenant), tenant],
  );
  return row?.newest || null;
}

type TillRow = {
  readonly store: string;
  readonly name: string;
  readonly last_seen_at: number | null;
  readonly last_ctr: number | null;
  readonly forked: boolean;
};

async function readTills({ db }: HubContext, { tenant }: Manager): Promise<ReadonlyMap<string, RegionStore['tills']>> {
  const rows = await db.run<TillRow>(
    `select store, name, last_seen_at, last_ctr, forked from device
     where shard = $1 and tenant = $2 and enrolled_at is not null and revoked_at is null order by store, name, id`,
    [homeShard(tenant), tenant],
  );
  const byStore = groupBy(rows, ({ store }) => store);
  return new Map(
    [...byStore].map(([store, tills]) => [
      store,
      tills.map(({ name, last_seen_at, last_ctr, forked }) => {
        return { name, lastHeardMs: last_seen_at, lastCtr: last_ctr, forked };
      }),
    ]),
  );
}
