import { randomInt } from 'node:crypto';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { issueEnrolmentCode } from '../devices/enrolment';
import { letLeadIn, mainStoreOf, tenantIdOf } from './tenant';

/** What makes a machine the first till of an imported tenant, and the PIN with which its lead signs in there. */
export type FirstTill = { readonly code: string; readonly pin: string };

/**
 * A new code and a new PIN for a tenant made by an import that has no till yet: whoever lost what was shown before, or
 * never saw it, imports again. Null once there is a till.
 */
export async function firstTill(context: HubContext, tenantCode: string): Promise<FirstTill | null> {
  const [tenant, store] = [tenantIdOf(tenantCode), mainStoreOf(tenantCode)];
  const waiting = await context.db.run(
    `select id from store where shard = $1 and tenant = $2 and id = $3 and not exists (select 1 from device d
       where d.shard = store.shard and d.tenant = store.tenant and d.store = store.id)`,
    [homeShard(tenant), tenant, store],
  );
  if (waiting.length === 0) return null;
  const pin = String(randomInt(1_000_000)).padStart(6, '0');
  await letLeadIn(context, tenantCode, pin);
  return { code: await issueEnrolmentCode(context, tenant, store), pin };
}
