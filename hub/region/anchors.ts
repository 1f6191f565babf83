import type { Words } from '#shared/catalog/garment';
import type { RegionPersonRow } from '#shared/contract/region';
import { groupBy } from '#shared/kernel/group-by';
import { AnchorId, type StoreId, type TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { AnchorDetails, type AnchorState } from '#shared/people/anchor';
import { identifierKinds } from '#shared/people/facts';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { open } from '../keys/seal';
import { maskIdentifier, maskName, phoneTail } from './mask';

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
    `select ${COLUMNS} from anchor where shard = $1 and tenant = $2 and person = (
       select person from anchor where shard = $1 and tenant = $2 and who = $3) order by who`,
    [homeShard(tenant), tenant, who],
  );
  return rows.map((row) => anchorOf(context, tenant, row));
}

/** The anchors of several persons, by person, each person's oldest first. */
export async function readAnchorsOf(
  context: HubContext,
  tenant: TenantId,
  persons: readonly string[],
): Promise<ReadonlyMap<string, readonly RegionAnchor[]>> {
  if (persons.length === 0) return new Map();
  const rows = await context.db.run<Columns>(
    `select ${COLUMNS} from anchor where shard = $1 and tenant = $2 and person = any($3) order by who`,
    [homeShard(tenant), tenant, persons],
  );
  return groupBy(
    rows.map((row) => anchorOf(context, tenant, row)),
    ({ person }) => person,
  );
}

const COLUMNS = 'who, person, made, made_at, made_store, state, sealed';

function anchorOf(context: HubContext, tenant: TenantId, row: Columns): RegionAnchor {
  const who = AnchorId.parse(row.who);
  return {
    who,
    person: AnchorId.parse(row.person),
    made: row.made === 'till' || row.made === 'import' ? row.made : 'phone',
    madeAtMs: row.made_at ?? row.state.firstAt ?? 0,
    store: row.made_store,
    state: row.state,
    details: openDetails(context, tenant, who, row.sealed),
  };
}

/** Name and identifiers in the clear, for masking or for a manager who gave a reason; null where nobody can read them. */
export function openDetails(
  context: HubContext,
  tenant: TenantId,
  who: AnchorId,
  sealed: string | null,
): AnchorDetails | null {
  const key = context.keys.of(tenant).get(who);
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

/** What a list calls a person: the masked name of the oldest anchor that has one, the tail of a phone, what else is known. */
export function maskedTitle(anchors: readonly RegionAnchor[]): MaskedTitle {
  const [name] = anchors.flatMap(({ details }) => (details?.name ? [details.name] : []));
  const identifiers = anchors.flatMap(({ details }) => details?.identifiers ?? []);
  const [tail] = identifiers.flatMap(({ kind, value }) => (kind === 'phone' ? (phoneTail(value) ?? []) : []));
  const [known] = identifiers
    .filter(({ kind }) => kind !== 'phone')
    .sort((a, b) => rankOf(a.kind) - rankOf(b.kind))
    .map(({ kind, value }) => ({ kind, masked: maskIdentifier(kind, value) }));
  return { title: maskName(name), phoneTail: tail ?? null, known: known ?? null };
}

export type MaskedTitle = Pick<RegionPersonRow, 'title' | 'phoneTail' | 'known'>;

function rankOf(kind: string): number {
  const rank = (identifierKinds as readonly string[]).indexOf(kind);
  return rank < 0 ? identifierKinds.length : rank;
}
