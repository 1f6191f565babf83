import { factKinds } from '#shared/facts/registry';
import { groupBy } from '#shared/kernel/group-by';
import { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { readDevice } from '../devices/device-store';
import type { LogRow } from '../log/log-row';
import { readParked, streamsOf } from '../log/read';
import { takeParked } from './ingest';

/** Enough for a till that was months ahead of its hub. */
const TAKEN_MAX = 50_000;

/**
 * Takes in what this hub can read since it was brought up to date, and had to park before: tills do not send again what
 * they were told is parked.
 */
export async function takeParkedAgain(context: HubContext): Promise<void> {
  const tenants = await context.db.run<{ id: string }>('select id from tenant order by id');
  for (const { id } of tenants) {
    const tenant = TenantId.parse(id);
    for (const stream of await streamsOf(context.db, tenant)) {
      const parked = await readParked(context.db, stream, TAKEN_MAX, ['kind-unknown', 'version-unknown']);
      const readable = parked.filter(isKnownNow).reverse();
      for (const [device, rows] of groupBy(readable, ({ place }) => place?.device ?? '')) {
        const known = await readDevice(context, tenant, device);
        if (known) await takeParked(context, known, rows.map(elementOf));
      }
    }
  }
}

function isKnownNow({ kind, v }: LogRow): boolean {
  return Object.entries(factKinds).some(([name, known]) => name === kind && known.v === v);
}

/** What the till sent, as the parked row keeps it. */
function elementOf({ fact }: LogRow): unknown {
  return typeof fact === 'object' && fact !== null && 'unreadable' in fact ? fact.unreadable : null;
}
