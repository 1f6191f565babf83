import type { RegionStep } from '#shared/contract/region';
import type { Fact } from '#shared/facts/registry';
import type { AnchorId, TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { StreamRef } from '../log/log-row';
import { onlineStream, storeStream } from '../log/stream-names';
import type { StoreNames } from './anchors';
import { readLooks } from './garment-looks';
import { piecesOf, stepOf, timelineKinds } from './step-of';

/** The newest steps shown of a person. */
const STEPS_MAX = 120;

/** Store and online as one, newest first: the facts of all a person's anchors, from every stream they can be in. */
export async function readTimeline(
  context: HubContext,
  tenant: TenantId,
  anchors: readonly AnchorId[],
  stores: StoreNames,
): Promise<readonly RegionStep[]> {
  const streams = await streamsAbout(context, tenant, anchors);
  const found = await Promise.all(streams.map((stream) => readSteps(context, stream, anchors)));
  const newest = found
    .flat()
    .sort((a, b) => b.atMs - a.atMs || b.fact.hlc - a.fact.hlc)
    .slice(0, STEPS_MAX);
  const lookOf = await readLooks(
    context,
    tenant,
    newest.flatMap(({ fact }) => piecesOf(fact).map(({ garment }) => garment)),
  );
  return newest.map(({ fact, atMs }) => stepOf(fact, atMs, stores, lookOf));
}

/** Each anchor has one online stream; of the stores' streams only those of stores that saw the person are read. */
async function streamsAbout(
  { db }: HubContext,
  tenant: TenantId,
  anchors: readonly AnchorId[],
): Promise<readonly StreamRef[]> {
  const stores = await db.run<{ store: string }>(
    'select distinct store from anchor_store where shard = $1 and tenant = $2 and who = any($3) order by store',
    [homeShard(tenant), tenant, anchors],
  );
  const streams = [
    ...stores.map(({ store }) => storeStream(tenant, store)),
    ...anchors.map((who) => onlineStream(tenant, who)),
  ];
  return [...new Map(streams.map((stream) => [stream.stream, stream])).values()];
}

type Found = { readonly fact: Fact; readonly atMs: InstantMs };

async function readSteps(
  { db }: HubContext,
  { shard, stream }: StreamRef,
  anchors: readonly AnchorId[],
): Promise<readonly Found[]> {
  const rows = await db.run<{ fact: Fact; hlc: number; received_at: number }>(
    `select fact, hlc, received_at from fact
     where shard = $1 and stream = $2 and who = any($3) and kind = any($4) and quarantine is null
     order by seq desc limit $5`,
    [shard, stream, anchors, timelineKinds, STEPS_MAX],
  );
  return rows.map(({ fact, hlc, received_at }) => ({ fact, atMs: Math.min(hlcMs(hlc), received_at) }));
}
