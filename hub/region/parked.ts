import type { RouteOutput } from '#shared/contract/http';
import { groupBy } from '#shared/kernel/group-by';
import type { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { LogRow } from '../log/log-row';
import { countParked, readFacts, readParked, streamsOf } from '../log/read';
import { storeStream } from '../log/stream-names';
import { readSetAside } from '../projectors/set-aside';
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
  const factOf = (stream: string, { id, place, kind }: LogRow, code: string, atMs: number): ParkedFact => {
    const till = place === null ? null : (tills.get(place.device) ?? null);
    return { id, code, store: storeOf.get(stream) ?? null, till, atMs, kind };
  };
  const aside = await readSetAside(context.db, tenant, streams);
  const found = await Promise.all(
    streams.map(async (stream) => {
      const parked = await readParked(context.db, stream, PARKED_MAX);
      const own = new Map(
        aside.flatMap((one) => (one.stream === stream.stream ? [[one.fact, one.atMs] as const] : [])),
      );
      const unfolded = own.size === 0 ? [] : await readFacts(context.db, stream, [...own.keys()].slice(0, PARKED_MAX));
      return [
        ...parked.map((row) => factOf(stream.stream, row, row.quarantine ?? '', row.receivedAtMs)),
        ...unfolded.map((row) => factOf(stream.stream, row, 'value-unusable', own.get(row.id) ?? row.receivedAtMs)),
      ];
    }),
  );
  return found
    .flat()
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, PARKED_MAX);
}

/** How many facts are parked or could not be folded, by store. */
export async function countParkedByStore(
  { db }: HubContext,
  tenant: TenantId,
  stores: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const streams = stores.map((store) => storeStream(tenant, store));
  const parked = await countParked(db, streams);
  const aside = groupBy(await readSetAside(db, tenant, streams), ({ stream }) => stream);
  return new Map(
    stores.map((store, index) => {
      const stream = streams[index]?.stream ?? '';
      return [store, (parked.get(stream) ?? 0) + (aside.get(stream)?.length ?? 0)];
    }),
  );
}
