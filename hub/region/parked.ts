import type { RouteOutput } from '#shared/contract/http';
import type { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { readParked, streamsOf } from '../log/read';
import { storeStream } from '../log/stream-names';
import { readStoreNames } from './anchors';

type ParkedFact = RouteOutput<'read-parked'>['facts'][number];

const PARKED_MAX = 200;

/** Facts of this tenant that the hub could not take, newest first, each with its code, store and till. */
export async function readParkedFacts(context: HubContext, tenant: TenantId): Promise<readonly ParkedFact[]> {
  const names = await readStoreNames(context, tenant);
  const streams = await streamsOf(context.db, tenant);
  const storeOf = new Map([...names].map(([store, name]) => [storeStream(tenant, store).stream, name]));
  const devices = await context.db.run<{ id: string; name: string }>(
    'select id, name from device where shard = $1 and tenant = $2',
    [homeShard(tenant), tenant],
  );
  const tills = new Map(devices.map(({ id, name }) => [id, name]));
  const found = await Promise.all(
    streams.map(async (stream) =>
      (await readParked(context.db, stream, PARKED_MAX)).map((row): ParkedFact => {
        const { id, quarantine, place, receivedAtMs, kind } = row;
        const till = place === null ? null : (tills.get(place.device) ?? null);
        return {
          id,
          code: quarantine ?? '',
          store: storeOf.get(stream.stream) ?? null,
          till,
          atMs: receivedAtMs,
          kind,
        };
      }),
    ),
  );
  return found
    .flat()
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, PARKED_MAX);
}

/** How many facts are parked, by store. */
export async function countParked(
  { db }: HubContext,
  tenant: TenantId,
  stores: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const streams = stores.map((store) => ({ store, ...storeStream(tenant, store) }));
  if (streams.length === 0) return new Map();
  const rows = await db.run<{ stream: string; count: number }>(
    `select f.stream, count(*) as count from fact f
     join jsonb_to_recordset($1) as s (shard int, stream text) on f.shard = s.shard and f.stream = s.stream
     where f.quarantine is not null group by f.stream`,
    [JSON.stringify(streams.map(({ shard, stream }) => ({ shard, stream })))],
  );
  const counts = new Map(rows.map(({ stream, count }) => [stream, count]));
  return new Map(streams.map(({ store, stream }) => [store, counts.get(stream) ?? 0]));
}
