import { DeviceId, StoreId, TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { isSecret } from './secret';

/** A till as the hub knows it. Tenant, store and device of everything it sends are these, whatever it says. */
export type Device = {
  readonly id: DeviceId;
  readonly tenant: TenantId;
  readonly store: StoreId;
  readonly name: string;
  readonly origin: string;
  readonly series: string;
  readonly isForked: boolean;
  readonly isRevoked: boolean;
};

type Columns = {
  readonly id: string;
  readonly store: string;
  readonly name: string;
  readonly origin: string | null;
  readonly series: string;
  readonly forked: boolean;
  readonly revoked_at: number | null;
  readonly token_hash: string | null;
};

/** The device, or null where the tenant has none of that id. */
export async function readDevice(context: HubContext, tenant: string, id: string): Promise<Device | null> {
  const row = await readColumns(context, tenant, id);
  return row ? deviceOf(TenantId.parse(tenant), row) : null;
}

/** The device whose token this is. A token names its tenant and device, so that one shard is asked. */
export async function readDeviceByToken(context: HubContext, token: string): Promise<Device | null> {
  const [tenant = '', id = '', secret = ''] = token.split('.');
  const knownTenant = TenantId.safeParse(tenant);
  if (!knownTenant.success || !DeviceId.safeParse(id).success) return null;
  const row = await readColumns(context, tenant, id);
  return row?.token_hash && isSecret(secret, row.token_hash) ? deviceOf(knownTenant.data, row) : null;
}

/** From now on nothing this device sends is taken; what it sent stays. */
export async function revokeDevice(context: HubContext, device: Device): Promise<void> {
  await context.db.run('update device set revoked_at = $4 where shard = $1 and tenant = $2 and id = $3', [
    homeShard(device.tenant),
    device.tenant,
    device.id,
    context.clock(),
  ]);
}

/** What a push tells of a device: live presence and clock, columns rather than facts. */
export async function noteHeard(
  context: HubContext,
  device: Device,
  heard: { readonly ctr: number | null; readonly skewMs: number | null; readonly nowMs: InstantMs },
): Promise<void> {
  await context.db.run(
    `update device set last_seen_at = $4, last_ctr = coalesce($5, last_ctr), skew_ms = coalesce($6, skew_ms)
     where shard = $1 and tenant = $2 and id = $3`,
    [homeShard(device.tenant), device.tenant, device.id, heard.nowMs, heard.ctr, heard.skewMs],
  );
}

async function readColumns(context: HubContext, tenant: string, id: string): Promise<Columns | undefined> {
  const [row] = await context.db.run<Columns>(
    `select id, store, name, origin, series, forked, revoked_at, token_hash from device
     where shard = $1 and tenant = $2 and id = $3 and enrolled_at is not null`,
    [homeShard(tenant), tenant, id],
  );
  return row;
}

function deviceOf(tenant: TenantId, row: Columns): Device {
  return {
    id: DeviceId.parse(row.id),
    tenant,
    store: StoreId.parse(row.store),
    name: row.name,
    origin: row.origin ?? '',
    series: row.series,
    isForked: row.forked,
    isRevoked: row.revoked_at !== null,
  };
}
