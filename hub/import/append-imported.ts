import { groupBy } from '#shared/kernel/group-by';
import { FactId, type StoreId, type TenantId } from '#shared/kernel/ids';
import type { StockCountedBody } from '#shared/stock/facts';
import type { HubContext } from '../context';
import { appendHubFacts, type HubPlace } from '../log/append-hub-fact';
import { storeStream, streamsOfStores } from '../log/stream-names';
import type { ImportedFact } from './imported-fact';
import { steadyId } from './steady-id';
import type { Tally } from './tally';

const BATCH = 1000;

/**
 * Puts imported facts into the log, each once however often it comes: stock into its store's stream, people and orders
 * online. A store's count is taken unless it says what the count imported last said.
 */
export async function appendImported(
  context: HubContext,
  tenant: TenantId,
  stores: readonly StoreId[],
  facts: readonly ImportedFact[],
): Promise<Tally> {
  const known = await knownIds(context, tenant, stores);
  const counts = groupBy(facts.filter(isCount), ({ store }) => store);
  const fresh = facts.filter((fact) => !isCount(fact) && !known.has(fact.id));
  for (const [store, parts] of counts) fresh.push(...(await newCount(context, tenant, store, parts)));
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

type ImportedCount = ImportedFact & { readonly kind: 'StockCounted'; readonly store: StoreId };

function isCount(fact: ImportedFact): fact is ImportedCount {
  return fact.kind === 'StockCounted' && fact.store !== undefined;
}

/** A store's count under ids that no earlier one has; nothing where all of it is what was counted last. */
async function newCount(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  parts: readonly ImportedCount[],
): Promise<readonly ImportedCount[]> {
  const { shard, stream } = storeStream(tenant, store);
  const before = await context.db.run<{ id: string; body: StockCountedBody }>(
    `select id, fact -> 'body' as body from fact
     where shard = $1 and stream = $2 and kind = 'StockCounted' and fact ->> 'capture' = 'import' order by seq`,
    [shard, stream],
  );
  const last = new Map(before.flatMap(({ body }) => body.lines.map(({ variant, qty }) => [variant, qty] as const)));
  if (parts.every(({ body }) => body.lines.every(({ variant, qty }) => last.get(variant) === qty))) return [];
  const after = before.at(-1)?.id;
  if (after === undefined) return parts;
  return parts.map((part) => ({ ...part, id: steadyId(FactId, 'count', part.id, after) }));
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
