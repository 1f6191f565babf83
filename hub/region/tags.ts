import type { RouteOutput } from '#shared/contract/http';
import type { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';

type TagCount = RouteOutput<'read-tags'>['tags'][number];

/**
 * Every tag that holds now, with how many people carry it and on which thread their evidence came: from the lines the
 * same reducers wrote of each person. Somebody with three untaken garments is one person.
 */
export function readTagCounts({ db, clock }: HubContext, tenant: TenantId): Promise<readonly TagCount[]> {
  return db.run<TagCount>(
    `with line as (
       select p.person, t.tag, t.source, t.from, t.facts, t."newestMs"
       from person p cross join lateral jsonb_to_recordset(p.tags)
         as t (tag text, source text, "from" text, facts int, "newestMs" bigint, expires bigint)
       where p.shard = $1 and p.tenant = $2 and (t.expires is null or t.expires > $3)
     ), carrier as (
       select tag, person, max(source) as source, sum(facts) as facts, max("newestMs") as newest,
         bool_or("from" in ('store', 'both')) as is_store, bool_or("from" in ('online', 'both')) as is_online
       from line group by tag, person
     )
     select tag, max(source) as source, count(*) as people,
       count(*) filter (where is_store and not is_online) as "fromStore",
       count(*) filter (where is_online and not is_store) as "fromOnline",
       count(*) filter (where is_store and is_online) as "fromBoth",
       sum(facts)::bigint as facts, max(newest) as "newestMs"
     from carrier group by tag order by tag`,
    [homeShard(tenant), tenant, clock()],
  );
}
