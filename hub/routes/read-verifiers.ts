import { StaffId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Handler } from '../http/register-route';

type Columns = { readonly id: string; readonly verifier: string; readonly role: string; readonly active: boolean };

/** PIN verifiers of the store's colleagues: for its hosts, never for a page. */
export function readVerifiers(context: HubContext): Handler<'read-verifiers'> {
  return async ({ device: { tenant, store } }) => {
    const rows = await context.db.run<Columns>(
      `select id, verifier, role, active from staff
       where shard = $1 and tenant = $2 and store in ($3, '') and verifier is not null order by id`,
      [homeShard(tenant), tenant, store],
    );
    return { staff: rows.map((row) => ({ ...row, id: StaffId.parse(row.id) })) };
  };
}
