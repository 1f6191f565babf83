import { groupBy } from '#shared/kernel/group-by';
import type { AnchorId, TenantId } from '#shared/kernel/ids';
import { StoreId } from '#shared/kernel/ids';
import { compareText } from '#shared/kernel/sorted-record';
import type { InstantMs } from '#shared/kernel/time';
import type { AnchorState } from '#shared/people/anchor';
import { mergeAnchorStates, tagsOf } from '#shared/people/fold-anchor';
import type { Tag } from '#shared/tags/tag-rule';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { feedOf } from '../feeds/feeds';
import { type FeedDocument, putDocuments } from '../feeds/put-documents';
import { isHeld } from './held-people';

const BATCH = 100;
/** As many anchors as stand by themselves in a document: the oldest, a clerk's records, proven ones, then those last active. */
const ANCHORS_MAX = 12;

type DirtyRow = { readonly who: string; readonly store: string; readonly n: number };

type AnchorRow = {
  readonly who: AnchorId;
  readonly person: AnchorId;
  readonly state: AnchorState;
  readonly seen: Readonly<Record<string, number>>;
  readonly sealed: string | null;
  readonly made: string | null;
  readonly proven: boolean;
  readonly store_facts: number;
  readonly online_facts: number;
  readonly last_at: number | null;
};

/** A person as it is now: anchors oldest first, and the stores that served any of them. */
export type PersonNow = {
  readonly person: AnchorId;
  readonly anchors: readonly AnchorRow[];
  readonly stores: readonly StoreId[];
};

/**
 * Writes the documents of people that changed: at once for the store whose till acted, for the others when due. Each
 * store gets the people it served, in any of their anchors.
 * @returns how many rows were worked off
 */
export async function publishPeople(context: HubContext, tenant: TenantId, dueByMs: InstantMs): Promise<number> {
  const { db } = context;
  const shard = homeShard(tenant);
  const dirty = await db.run<DirtyRow>(
    'select who, store, n from dirty where shard = $1 and tenant = $2 and due_at <= $3 order by due_at, who limit $4',
    [shard, tenant, dueByMs, BATCH],
  );
  if (dirty.length === 0) return 0;
  const people = await readPeople(
    db,
    tenant,
    dirty.map(({ who }) => who),
  );
  const published = await readPublished(db, tenant, people);
  const feeds = new Map<StoreId, FeedDocument[]>();
  const add = (store: StoreId, document: FeedDocument) => feeds.set(store, [...(feeds.get(store) ?? []), document]);
  for (const person of people) {
    const asked = new Set(dirty.flatMap(({ who, store }) => (isOf(person, who) ? [store] : [])));
    const stores = storesHolding(context, person);
    for (const store of stores) if (asked.has('') || asked.has(store)) add(store, documentOf(person));
    if (!asked.has('')) continue;
    for (const { person: id, stores: before } of published) {
      const isGone = id !== person.person && isOf(person, id);
      if (!isGone && id !== person.person) continue;
      for (const store of before) {
        if (isGone || !stores.includes(store)) add(store, { id, body: {}, deleted: true });
      }
    }
  }
  for (const [store, documents] of feeds) await putDocuments(context, feedOf('customers', tenant, store), documents);
  await writePersons(context, tenant, people);
  await db.run(
    `delete from dirty d using jsonb_to_recordset($3) as r (who text, store text, n bigint)
     where d.shard = $1 and d.tenant = $2 and d.who = r.who and d.store = r.store and d.n = r.n`,
    [shard, tenant, JSON.stringify(dirty)],
  );
  return dirty.length;
}

/** The persons that these anchors belong to, whole. */
export async function readPeople(
  db: Queryable,
  tenant: TenantId,
  who: readonly string[],
): Promise<readonly PersonNow[]> {
  const shard = homeShard(tenant);
  // Two questions by key instead of one with a subselect: without fresh statistics the latter reads every anchor each time.
  const named = await db.run<{ person: string }>(
    'select distinct person from anchor where shard = $1 and tenant = $2 and who = any($3)',
    [shard, tenant, who],
  );
  const anchors = await db.run<AnchorRow>(
    `select a.who, a.person, a.state, a.seen, a.sealed, a.made, a.store_facts, a.online_facts, a.last_at,
       exists (select 1 from identifier i
         where i.shard = $1 and i.tenant = $2 and i.who = a.who and i.proof <> 'typed') as proven
     from anchor a where a.shard = $1 and a.tenant = $2 and a.person = any($3) order by a.who`,
    [shard, tenant, named.map(({ person }) => person)],
  );
  const served = await db.run<{ who: string; store: string }>(
    'select who, store from anchor_store where shard = $1 and tenant = $2 and who = any($3) order by store',
    [shard, tenant, anchors.map((anchor) => anchor.who)],
  );
  const stores = groupBy(served, (row) => row.who);
  return [...groupBy(anchors, ({ person }) => person)].map(([person, own]) => ({
    person,
    anchors: own,
    stores: [
      ...new Set(own.flatMap((anchor) => (stores.get(anchor.who) ?? []).map(({ store }) => StoreId.parse(store)))),
    ],
  }));
}

/**
 * A person as every till of a feed gets them; each till's own `seen` is picked when it pulls. Anchors beyond the most a
 * document takes are folded into the oldest, so that the whole person is told. A till's facts about such an anchor show
 * there once the hub has them.
 */
export function documentOf({ person, anchors }: PersonNow): FeedDocument {
  const kept = keptApart(anchors);
  const folded = anchors.filter((anchor) => !kept.includes(anchor));
  const parts = kept.map(({ who, state, sealed, seen }, index) => {
    const whole =
      index === 0 && folded.length > 0 ? mergeAnchorStates([state, ...folded.map((one) => one.state)]) : state;
    return { who, state: whole, sealed, seen };
  });
  return { id: person, body: { at: Math.max(0, ...anchors.map(({ last_at }) => last_at ?? 0)), anchors: parts } };
}

function keptApart(anchors: readonly AnchorRow[]): readonly AnchorRow[] {
  if (anchors.length <= ANCHORS_MAX) return anchors;
  const [oldest, ...others] = anchors;
  const best = [...others].sort(byWorth).slice(0, ANCHORS_MAX - 1);
  return [...(oldest ? [oldest] : []), ...best].sort((a, b) => compareText(a.who, b.who));
}

/** What a clerk wrote down and what was proven says who somebody is; anyone can type a number and be busy under it. */
function byWorth(a: AnchorRow, b: AnchorRow): number {
  const rank = ({ made, proven }: AnchorRow) => (made === 'till' ? 0 : proven ? 1 : 2);
  return rank(a) - rank(b) || (b.last_at ?? 0) - (a.last_at ?? 0);
}

function isOf({ anchors }: PersonNow, who: string): boolean {
  return anchors.some((anchor) => anchor.who === who);
}

function storesHolding(context: HubContext, { anchors, stores }: PersonNow): readonly StoreId[] {
  const seen = anchors.map(({ last_at }) => last_at);
  const lastAtMs = seen.includes(null) ? null : Math.max(...seen.map((at) => at ?? 0));
  return stores.filter((store) => isHeld(context, store, lastAtMs));
}

type Published = { readonly person: string; readonly stores: readonly StoreId[] };

async function readPublished(
  db: Queryable,
  tenant: TenantId,
  people: readonly PersonNow[],
): Promise<readonly Published[]> {
  return db.run<Published>('select person, stores from person where shard = $1 and tenant = $2 and person = any($3)', [
    homeShard(tenant),
    tenant,
    people.flatMap(({ anchors }) => anchors.map(({ who }) => who)),
  ]);
}

/** The lines of lists; a person that was joined to an older one has none any more. */
async function writePersons(context: HubContext, tenant: TenantId, people: readonly PersonNow[]): Promise<void> {
  const shard = homeShard(tenant);
  const nowMs = context.clock();
  const rows = people.map(({ person, anchors, stores }) => ({
    person,
    anchors: anchors.length,
    last_at: Math.max(...anchors.map(({ last_at }) => last_at ?? 0)),
    store_facts: anchors.reduce((sum, { store_facts }) => sum + store_facts, 0),
    online_facts: anchors.reduce((sum, { online_facts }) => sum + online_facts, 0),
    tags: tagsOf(mergeAnchorStates(anchors.map(({ state }) => state)), nowMs).map(tagLine),
    stores: storesHolding(context, { person, anchors, stores }),
  }));
  await context.db.run(
    `insert into person (shard, tenant, person, anchors, last_at, store_facts, online_facts, tags, stores)
     select $1, $2, r.person, r.anchors, r.last_at, r.store_facts, r.online_facts, r.tags, r.stores
     from jsonb_to_recordset($3) as r (person text, anchors int, last_at bigint, store_facts int, online_facts int,
       tags jsonb, stores jsonb)
     on conflict (shard, tenant, person) do update
       set anchors = excluded.anchors, last_at = excluded.last_at, store_facts = excluded.store_facts,
         online_facts = excluded.online_facts, tags = excluded.tags, stores = excluded.stores`,
    [shard, tenant, JSON.stringify(rows)],
  );
  const gone = people.flatMap(({ person, anchors }) => anchors.flatMap(({ who }) => (who === person ? [] : [who])));
  if (gone.length === 0) return;
  await context.db.run('delete from person where shard = $1 and tenant = $2 and person = any($3)', [
    shard,
    tenant,
    gone,
  ]);
}

/** A tag as lists and counts need it: from which thread its evidence came, how much, how new. */
export type TagLine = {
  readonly tag: string;
  readonly source: string;
  readonly from: 'store' | 'online' | 'both';
  readonly facts: number;
  readonly newestMs: InstantMs;
  /** From this moment on it no longer holds, though nobody did anything. */
  readonly expires: InstantMs | null;
};

function tagLine({ tag, source, evidence, lastSeen, expires }: Tag): TagLine {
  const isStore = evidence.some((one) => one.source !== 'online');
  const isOnline = evidence.some((one) => one.source === 'online');
  const from = isStore && isOnline ? 'both' : isOnline ? 'online' : 'store';
  return { tag, source, from, facts: evidence.length, newestMs: lastSeen, expires };
}
