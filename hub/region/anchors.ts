import type { Words } from '#shared/catalog/garment';
import { AnchorId, type StoreId, type TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { AnchorDetails, type AnchorState } from '#shared/people/anchor';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { open } from '../keys/seal';

/** One anchor as it was made and what was folded from it. `details` is null where there are none, or the key is destroyed. */
export type RegionAnchor = {
  readonly who: AnchorId;
  readonly person: AnchorId;
  readonly made: 'till' | 'phone' | 'import';
  readonly madeAtMs: InstantMs;
  readonly store: string | null;
  readonly state: AnchorState;
  readonly details: AnchorDetails | null;
};

type Columns = {
  readonly who: string;
  readonly person: string;
  readonly made: string | null;
  readonly made_at: number | null;
  readonly made_store: string | null;
  readonly state: AnchorState;
  readonly sealed: string | null;
};

/** All anchors of the person that an anchor of this tenant belongs to, the oldest first; none for anybody else's. */
export async function readAnchors(
  context: HubContext,
  tenant: TenantId,
  who: AnchorId,
): Promise<readonly RegionAnchor[]> {
  const rows = await context.db.run<Columns>(
    `select a.who, a.person, a.made, a.made_at, a.made_store, a.state, a.sealed
     from anchor a join anchor asked
       on asked.shard = a.shard and asked.tenant = a.tenant and asked.person = a.person
     where a.shard = $1 and a.tenant = $2 and asked.shard = $1 and asked.tenant = $2 and asked.who = $3
     order by a.made_at nulls last, a.who`,
    [homeShard(tenant), tenant, who],
  );
  return rows.map((row) => anchorOf(context, row));
}

function anchorOf(context: HubContext, row: Columns): RegionAnchor {
  const who = AnchorId.parse(row.who);
  return {
    who,
    person: AnchorId.parse(row.person),
    made: row.made === 'till' || row.made === 'import' ? row.made : 'phone',
    madeAtMs: row.made_at ?? row.state.firstAt ?? 0,
    store: row.made_store,
    state: row.state,
    details: openDetails(context, who, row.sealed),
  };
}

/** Name and identifiers in the clear, for masking or for a manager who gave a reason; null where nobody can read them. */
export function openDetails(context: HubContext, who: AnchorId, sealed: string | null): AnchorDetails | null {
  const key = context.keys.get(who);
  if (key === null || sealed === null) return null;
  return AnchorDetails.safeParse(open(key, sealed)).data ?? null;
}

export type StoreNames = ReadonlyMap<string, Words>;

export async function readStoreNames(context: HubContext, tenant: TenantId): Promise<StoreNames> {
  const rows = await context.db.run<{ id: StoreId; name: Words }>(
    'select id, name from store where shard = $1 and tenant = $2',
    [homeShard(tenant), tenant],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
