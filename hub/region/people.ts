import type { RouteOutput } from '#shared/contract/http';
import type { RegionPersonRow } from '#shared/contract/region';
import { AnchorId, type TenantId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { InstantMs } from '#shared/kernel/time';
import { mergeAnchorStates, tagsOf } from '#shared/people/fold-anchor';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { No } from '../http/no';
import { countryOf, digestOfIdentifier } from '../identity/claims';
import { maskedTitle, type RegionAnchor, readAnchorsOf } from './anchors';
import type { PhoneTails } from './phone-tails';

const PAGE = 50;

export type PeopleQuery = {
  readonly tag?: string | undefined;
  readonly both?: '1' | undefined;
  /** A whole number, or its last four digits. */
  readonly phone?: string | undefined;
  /** How many were listed before. */
  readonly after?: number | undefined;
};

type Row = {
  readonly person: string;
  readonly anchors: number;
  readonly last_at: number | null;
  readonly store: number;
  readonly online: number;
};

/** A page of people, masked, last seen first. `phone-invalid` for what is neither a number nor its end. */
export async function findPeople(
  context: HubContext,
  tenant: TenantId,
  query: PeopleQuery,
  tails: PhoneTails,
): Promise<RouteOutput<'find-people'> | No> {
  const anchors = query.phone === undefined ? null : await holdersOf(context, tenant, query.phone, tails);
  if (anchors instanceof No) return anchors;
  const after = Math.max(0, query.after ?? 0);
  const rows = await context.db.run<Row>(
    `select person, count(*) as anchors, max(last_at) as last_at, sum(store_facts) as store, sum(online_facts) as online
     from anchor where shard = $1 and tenant = $2
       and ($3::text[] is null or person in (
         select h.person from anchor h where h.shard = $1 and h.tenant = $2 and h.who = any($3)))
       and ($4::text is null or person in (
         select p.person from person p where p.shard = $1 and p.tenant = $2
           and p.tags @> jsonb_build_array(jsonb_build_object('tag', $4::text))))
     group by person
     having sum(store_facts + online_facts) > 0
       and (not $5 or (sum(store_facts) > 0 and sum(online_facts) > 0))
     order by max(last_at) desc nulls last, person limit $6 offset $7`,
    [homeShard(tenant), tenant, anchors, query.tag ?? null, query.both === '1', PAGE + 1, after],
  );
  const page = rows.slice(0, PAGE);
  const known = await readAnchorsOf(
    context,
    tenant,
    page.map(({ person }) => person),
  );
  const nowMs = context.clock();
  const people = page.map((row) => lineOf(row, known.get(row.person) ?? [], nowMs));
  return {
    // A tag may have run out since the list was written.
    people: query.tag === undefined ? people : people.filter(({ tags }) => tags.includes(must(query.tag, 'a tag'))),
    next: rows.length > PAGE ? after + PAGE : null,
    nowMs,
  };
}

function lineOf(row: Row, anchors: readonly RegionAnchor[], nowMs: InstantMs): RegionPersonRow {
  const state = mergeAnchorStates(anchors.map((anchor) => anchor.state));
  return {
    person: AnchorId.parse(row.person),
    ...maskedTitle(anchors),
    anchors: row.anchors,
    lastAtMs: row.last_at ?? 0,
    store: row.store,
    online: row.online,
    tags: [...new Set(tagsOf(state, nowMs).map(({ tag }) => tag))],
  };
}

async function holdersOf(
  context: HubContext,
  tenant: TenantId,
  typed: string,
  tails: PhoneTails,
): Promise<readonly AnchorId[] | No> {
  if (/^\d{4}$/.test(typed)) return tails(tenant, typed);
  const country = await countryOf(context.db, tenant, null);
  const hmac = digestOfIdentifier(context, tenant, 'phone', typed, country);
  if (hmac === null) return new No(400, 'phone-invalid');
  const rows = await context.db.run<{ who: string }>(
    `select who from identifier where shard = $1 and tenant = $2 and kind = 'phone' and hmac = $3`,
    [homeShard(tenant), tenant, hmac],
  );
  return rows.map(({ who }) => AnchorId.parse(who));
}
