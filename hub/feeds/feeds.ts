import { type CollectionName, collectionNames } from '#shared/documents/documents';
import { shardOf } from '../db/shard';
import type { StreamRef } from '../log/log-row';

/** Styles are the tenant's; every other collection is a store's own. */
export function feedOf(collection: CollectionName, tenant: string, store: string): StreamRef {
  const feed = collection === 'styles' ? `styles:${tenant}` : `${collection}:${store}`;
  return { shard: shardOf(tenant, feed), stream: feed };
}

/** All feeds that a till of a store follows, by the name of the stream their pokes carry. */
export function feedsOfStore(tenant: string, store: string): ReadonlyMap<string, CollectionName> {
  return new Map(collectionNames.map((collection) => [feedOf(collection, tenant, store).stream, collection]));
}
