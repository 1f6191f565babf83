import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Handler } from '../http/register-route';

/** A person who was looked up stays readable on that store's tills until closing time at the latest. */
const LOOKED_UP_MS = 12 * 3600 * 1000;

/**
 * Keys of the people whom the till's store serves, and of those its colleagues looked up today. Anchors it has nothing
 * to do with are left out, like anchors nobody knows.
 */
export function readKeys(context: HubContext): Handler<'read-keys'> {
  return async ({ body: { who }, device: { tenant, store } }) => {
    const own = context.keys.of(tenant);
    const erased = who.filter((one) => own.isErased(one));
    const shard = homeShard(tenant);
    const asked = await context.db.run<{ who: string; person: string }>(
      'select who, person from anchor where shard = $1 and tenant = $2 and who = any($3)',
      [shard, tenant, who],
    );
    const persons = [...new Set(asked.map(({ person }) => person))];
    const open = await context.db.run<{ person: string }>(
      `select a.person from anchor a join anchor_store s
         on s.shard = a.shard and s.tenant = a.tenant and s.who = a.who and s.store = $3
       where a.shard = $1 and a.tenant = $2 and a.person = any($4)
       union
       select l.subject from access_log l
       where l.shard = $1 and l.tenant = $2 and l.action = 'look-up' and l.at > $5 and l.body->>'store' = $3`,
      [shard, tenant, store, persons, context.clock() - LOOKED_UP_MS],
    );
    const served = new Set(open.map(({ person }) => person));
    const held = asked.filter(({ person }) => served.has(person));
    const allowed = new Set(held.map((row) => row.who));
    const keys = who.flatMap((one) => {
      const key = allowed.has(one) ? own.get(one) : null;
      return key === null ? [] : [{ who: one, key }];
    });
    return { keys, erased };
  };
}
