import type { StoreId, TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { appendHubFacts, type HubPlace } from '../log/append-hub-fact';
import { streamsOfStores } from '../log/stream-names';
import type { ImportedFact } from './imported-fact';
import type { Tally } from './tally';

const BATCH = 1000;

/** Puts imported facts into the log, each once however often it comes: stock into its store's stream, people and orders online. */
export async function appendImported(
  context: HubContext,
  tenant: TenantId,
  stores: readonly StoreId[],
  facts: readonly ImportedFact[],
): Promise<Tally> {
  const known = await knownIds(context, tenant, stores);
  const fresh = facts.filter(({ id }) => !known.has(id));
  for (let start = 0; start < fresh.length; start += BATCH) {
    const batch = fresh.slice(start, start + BATCH);
    await appendHubFacts(
      context,
      batch.map(({ id, atMs, store, ...happening }) => ({ happening, place: placeOf(tenant, id, atMs, store) })),
    );
  }
  return { new: fresh.length, changed: 0, same: facts.length - fresh.length };
}

function placeOf(tenant: TenantId, id: ImportedFact['id'], atMs: number, store: StoreId | undefined): HubPlace {
  const into: HubPlace['in'] = store === undefined ? { stream: 'online' } : { stream: 'store', store };
  return { tenant, in: into, id, atMs };
}

async function knownIds(
  context: HubContext,
  tenant: TenantId,
  stores: readonly StoreId[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const { shard, stream } of streamsOfStores(tenant, stores)) {
    const rows = await context.db.run<{ id: string }>(
      `select id from fact where shard = $1 and stream = $2 and fact ->> 'capture' = 'import'`,
      [shard, stream],
    );
    for (const { id } of rows) known.add(id);
  }
  return known;
}
