import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Handler } from '../http/register-route';

/**
 * Keys of people this till's store holds, and of those its own tills enrolled. Anchors the store has nothing to do with
 * are left out, like anchors nobody knows.
 */
export function readKeys(context: HubContext): Handler<'read-keys'> {
  return async ({ body: { who }, device: { tenant, store } }) => {
    const erased = who.filter((one) => context.keys.isErased(one));
    const held = await context.db.run<{ who: string }>(
      `select distinct a.who from anchor a
       where a.shard = $1 and a.tenant = $2 and a.who = any($4) and a.person in (
         select b.person from anchor_store s join anchor b
           on b.shard = s.shard and b.tenant = s.tenant and b.who = s.who
         where s.shard = $1 and s.tenant = $2 and s.store = $3 and b.person in (
           select c.person from anchor c where c.shard = $1 and c.tenant = $2 and c.who = any($4)))`,
      [homeShard(tenant), tenant, store, who],
    );
    const allowed = new Set(held.map((row) => row.who));
    const keys = who.flatMap((one) => {
      const key = allowed.has(one) ? context.keys.get(one) : null;
      return key === null ? [] : [{ who: one, key }];
    });
    return { keys, erased };
  };
}
