import type { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { readDevice } from '../devices/device-store';
import { streamsOf } from '../log/read';
import { closeGaps } from './ingest';

/** Closes what waited too long, for tills that send nothing any more. */
export async function closeGapsOfTenant(context: HubContext, tenant: TenantId): Promise<void> {
  for (const { shard, stream } of await streamsOf(context.db, tenant)) {
    const devices = await context.db.run<{ device: string }>(
      'select distinct device from early where shard = $1 and stream = $2 and received_at < $3',
      [shard, stream, context.clock() - context.config.gapWaitMs],
    );
    for (const { device } of devices) {
      const known = await readDevice(context, tenant, device);
      if (known) await closeGaps(context, known);
    }
  }
}
