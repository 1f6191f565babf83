import { StoreId, TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { issueEnrolmentCode } from '../devices/enrolment';

/**
 * A one-time code that makes a machine a till of a store: `JA` where only one tenant has a store of that code, else
 * `tenant/JA`. Null where there is none, or where it is open which one is meant.
 */
export async function issueTillCode(context: HubContext, storeCode: string): Promise<string | null> {
  const [code = '', tenantCode] = storeCode.split('/').reverse();
  const tenants = await context.db.run<{ id: string; code: string }>('select id, code from tenant');
  const found = await Promise.all(
    tenants
      .filter((tenant) => tenantCode === undefined || tenant.code === tenantCode)
      .map(async (tenant) => {
        const id = TenantId.parse(tenant.id);
        const stores = await context.db.run<{ id: string }>(
          'select id from store where shard = $1 and tenant = $2 and code = $3',
          [homeShard(id), id, code],
        );
        return stores.map((store) => ({ tenant: id, store: StoreId.parse(store.id) }));
      }),
  );
  const [only, ...others] = found.flat();
  return only && others.length === 0 ? issueEnrolmentCode(context, only.tenant, only.store) : null;
}
