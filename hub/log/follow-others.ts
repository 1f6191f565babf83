import { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { feedOf, feedsOfStore } from '../feeds/feeds';
import { type Following, followStreams } from './follow';
import type { StreamRef } from './log-row';
import { streamsOfStores } from './stream-names';

/** Follows everything that several processes on one database tell each other through it: streams of facts, and feeds. */
export function followOthers(context: HubContext): Following {
  const { db, pokes, logger } = context;
  return followStreams(db, pokes, () => everythingShared(context), {
    onTrouble: (error) => logger.warn({ err: error }, 'what other processes added could not be looked up'),
  });
}

async function everythingShared({ db }: HubContext): Promise<readonly StreamRef[]> {
  const tenants = await db.run<{ id: string }>('select id from tenant order by id');
  const all = await Promise.all(
    tenants.map(async ({ id }) => {
      const tenant = TenantId.parse(id);
      const rows = await db.run<{ id: string }>('select id from store where shard = $1 and tenant = $2 order by id', [
        homeShard(tenant),
        tenant,
      ]);
      const stores = rows.map((store) => store.id);
      const feeds = new Map<string, StreamRef>();
      for (const store of stores) {
        for (const collection of feedsOfStore(tenant, store).values()) {
          const feed = feedOf(collection, tenant, store);
          feeds.set(feed.stream, feed);
        }
      }
      return [...streamsOfStores(tenant, stores), ...feeds.values()];
    }),
  );
  return all.flat();
}
