import { homeShard, shardOf } from '../db/shard';
import type { StreamRef } from './log-row';

/** Phones and online orders of one tenant are spread over this many streams, by anchor. Fixed for good. */
export const ONLINE_STREAMS = 16;

/** A store's tills. */
export function storeStream(tenant: string, store: string): StreamRef {
  return streamRef(tenant, `store:${store}`);
}

/** The tenant's links, separations and blocks: what its resolver and staff decided. On the home shard, beside the people. */
export function peopleStream(tenant: string): StreamRef {
  return { shard: homeShard(tenant), stream: `people:${tenant}` };
}

/** The online stream of an anchor; always the same one, so that one anchor's facts keep their order. */
export function onlineStream(tenant: string, anchor: string): StreamRef {
  return onlineStreamNumber(tenant, shardOf(tenant, anchor) % ONLINE_STREAMS);
}

/** Every stream of a tenant. `stores` are the ids in its `store` table. */
export function streamsOfStores(tenant: string, stores: readonly string[]): readonly StreamRef[] {
  return [
    ...stores.map((store) => storeStream(tenant, store)),
    ...Array.from({ length: ONLINE_STREAMS }, (_, number) => onlineStreamNumber(tenant, number)),
    peopleStream(tenant),
  ];
}

function onlineStreamNumber(tenant: string, number: number): StreamRef {
  return streamRef(tenant, `online:${tenant}:${number}`);
}

function streamRef(tenant: string, stream: string): StreamRef {
  return { shard: shardOf(tenant, stream), stream };
}
