import type { StoreId, TenantId } from '#shared/kernel/ids';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { feedOf } from '../feeds/feeds';
import { putDocuments } from '../feeds/put-documents';

/** Tills hold people seen in the last two years. */
const HELD_MS = 730 * DAY_MS;

/** Where a store has more people than a till holds: when the last of those it holds was seen. */
const cutoffs = new WeakMap<HubContext, Map<StoreId, InstantMs>>();

/** Whether a store's tills hold someone who was last seen then. Null: who has just been made known. */
export function isHeld(context: HubContext, store: StoreId, lastAtMs: InstantMs | null): boolean {
  if (lastAtMs === null) return true;
  return lastAtMs > context.clock() - HELD_MS && lastAtMs >= (cutoffs.get(context)?.get(store) ?? 0);
}

/** Takes from a store's tills whom nobody saw for two years, and those seen longest ago where there are too many. */
export async function letPeopleGo(context: HubContext, tenant: TenantId, store: StoreId): Promise<void> {
  const { db, config, clock } = context;
  const shard = homeShard(tenant);
  const rows = await db.run<{ person: string; last_at: number }>(
    `select person, last_at from (
       select person, last_at, row_number() over (order by last_at desc, person desc) as place from person
       where shard = $1 and tenant = $2 and stores @> jsonb_build_array($3::text)) p
     where place >= $4 or last_at <= $5 order by place`,
    [shard, tenant, store, config.peopleMax, clock() - HELD_MS],
  );
  const [last, ...tooMany] = rows;
  const isFull = last !== undefined && last.last_at > clock() - HELD_MS;
  const own = cutoffs.get(context) ?? new Map<StoreId, InstantMs>();
  cutoffs.set(context, own);
  if (isFull) own.set(store, last.last_at);
  else own.delete(store);
  const gone = (isFull ? tooMany : rows).map(({ person }) => person);
  if (gone.length === 0) return;
  // Documents first: a crash in between takes them away once more.
  await putDocuments(
    context,
    feedOf('customers', tenant, store),
    gone.map((id) => ({ id, body: {}, deleted: true })),
  );
  await db.run('update person set stores = stores - $4::text where shard = $1 and tenant = $2 and person = any($3)', [
    shard,
    tenant,
    gone,
    store,
  ]);
}
