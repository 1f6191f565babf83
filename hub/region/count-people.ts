import type { TenantId } from '#shared/kernel/ids';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';

export type PeopleCounts = {
  readonly people: number;
  readonly bothHalves: number;
  readonly storeOnly: number;
  readonly onlineOnly: number;
};

/** How many people the tenant knows and on which side; one who is several anchors counts once. */
export async function countPeople(db: Queryable, tenant: TenantId): Promise<PeopleCounts> {
  const [row] = await db.run<PeopleCounts>(
    `select count(*) as "people",
       count(case when store_facts > 0 and online_facts > 0 then 1 end) as "bothHalves",
       count(case when online_facts = 0 then 1 end) as "storeOnly",
       count(case when store_facts = 0 then 1 end) as "onlineOnly"
     from (
       select sum(store_facts) as store_facts, sum(online_facts) as online_facts from anchor
       where shard = $1 and tenant = $2 group by person having sum(store_facts + online_facts) > 0) p`,
    [homeShard(tenant), tenant],
  );
  return row ?? { people: 0, bothHalves: 0, storeOnly: 0, onlineOnly: 0 };
}

/** How many people each store has served. */
export async function countPeopleByStore(db: Queryable, tenant: TenantId): Promise<ReadonlyMap<string, number>> {
  const rows = await db.run<{ store: string; people: number }>(
    `select s.store, count(distinct a.person) as people
     from anchor_store s join anchor a on a.shard = s.shard and a.tenant = s.tenant and a.who = s.who
     where s.shard = $1 and s.tenant = $2 group by s.store`,
    [homeShard(tenant), tenant],
  );
  return new Map(rows.map(({ store, people }) => [store, people]));
}
