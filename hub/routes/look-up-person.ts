import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Device } from '../devices/device-store';
import { ownAnchors } from '../feeds/read-feed';
import { No } from '../http/no';
import type { Handler } from '../http/register-route';
import { countryOf, digestOfIdentifier } from '../identity/claims';
import { documentOf, readPeople } from '../projectors/customers';

/** Exact look-ups a colleague may make in a day: whoever asks number by number would end up with the shop's whole list. */
const QUOTA = 50;
const DAY_MS = 86_400_000;

/**
 * The person of a phone that the till does not hold: by exact number, with a reason, counted and logged. A number that
 * was blocked, or that several people hold, answers like one nobody has.
 */
export function lookUpPerson(context: HubContext): Handler<'look-up-person'> {
  return async ({ body: { phone, staff, reason }, device }) => {
    const { db } = context;
    const { tenant, store } = device;
    const shard = homeShard(tenant);
    const nowMs = context.clock();
    const [colleague] = await db.run(
      'select 1 from staff where shard = $1 and tenant = $2 and id = $3 and store = $4 and active',
      [shard, tenant, staff, store],
    );
    if (!colleague) return new No(403, 'staff-unknown');
    const [asked] = await db.run<{ times: number }>(
      `select count(*) as times from access_log
       where shard = $1 and tenant = $2 and actor = $3 and action = 'look-up' and at > $4`,
      [shard, tenant, staff, nowMs - DAY_MS],
    );
    if ((asked?.times ?? 0) >= QUOTA) return new No(429, 'too-many-requests', { perDay: QUOTA });
    const digest = digestOfIdentifier(context, tenant, 'phone', phone, await countryOf(db, tenant, store));
    if (digest === null) return new No(400, 'phone-invalid');
    const holders = await db.run<{ person: string }>(
      `select distinct a.person from identifier i join anchor a
         on a.shard = i.shard and a.tenant = i.tenant and a.who = i.who
       where i.shard = $1 and i.tenant = $2 and i.kind = 'phone' and i.hmac = $3 and not i.blocked`,
      [shard, tenant, digest],
    );
    const person = holders.length === 1 ? (holders[0]?.person ?? null) : null;
    await logAccess(context, device, { staff, reason, person, nowMs });
    return { document: person === null ? null : await personFor(context, device, person) };
  };
}

async function personFor(context: HubContext, { tenant, id: device }: Device, person: string): Promise<object | null> {
  const [found] = await readPeople(context.db, tenant, [person]);
  if (!found) return null;
  const { id, body } = documentOf(found);
  return { id, seq: 0, ...body, ...ownAnchors(body, device) };
}

type Access = {
  readonly staff: string;
  readonly reason: string;
  readonly person: string | null;
  readonly nowMs: number;
};

/** Also what lets the till's host have this person's keys until closing; see `read-keys.ts`. */
async function logAccess(
  context: HubContext,
  { tenant, id: device, store }: Device,
  { staff, reason, person, nowMs }: Access,
): Promise<void> {
  await context.db.run(
    `insert into access_log (shard, tenant, id, at, actor, action, subject, reason, body)
     values ($1, $2, $3, $4, $5, 'look-up', $6, $7, $8)`,
    [
      homeShard(tenant),
      tenant,
      context.mint('access'),
      nowMs,
      staff,
      person,
      reason,
      JSON.stringify({ device, store }),
    ],
  );
}
