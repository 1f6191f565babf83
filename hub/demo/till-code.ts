import { StoreId, TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { issueEnrolmentCode } from '../devices/enrolment';

/** A one-time code that makes a machine a till of the store with this code; null where no tenant has such a store. */
export async function issueTillCode(context: HubContext, storeCode: string): Promise<string | null> {
  const tenants = await context.db.run<{ id: string; shard: number }>('select id, shard from tenant order by code');
  for (const { id, shard } of tenants) {
    const [store] = await context.db.run<{ id: string }>(
      'select id from store where shard = $1 and tenant = $2 and code = $3',
      [shard, id, storeCode],
    );
    if (store) return issueEnrolmentCode(context, TenantId.parse(id), StoreId.parse(store.id));
  }
  return null;
}
