import { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { digestOfSecret, mintSecret } from '../devices/secret';
import type { Manager } from './callers';

export const MANAGER_COOKIE = 'seam_manager';
export const SESSION_MS = 12 * 3600 * 1000;

/** Begins a session; the text goes into the manager's cookie and is kept as a digest only. */
export async function beginSession(context: HubContext, tenant: TenantId, manager: string): Promise<string> {
  const secret = mintSecret();
  const nowMs = context.clock();
  await context.db.run(
    `insert into session (shard, tenant, id_hash, manager, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [homeShard(tenant), tenant, digestOfSecret(secret), manager, nowMs, nowMs + SESSION_MS],
  );
  return `${tenant}.${secret}`;
}

/** The manager of a cookie, or null where the session ended, was ended, or never was. */
export async function readSession(context: HubContext, cookie: string): Promise<Manager | null> {
  const [tenantText = '', secret = ''] = cookie.split('.');
  const tenant = TenantId.safeParse(tenantText);
  if (!tenant.success) return null;
  const session = digestOfSecret(secret);
  const [row] = await context.db.run<{ id: string; name: string }>(
    `select m.id, m.name from session s join manager m
       on m.shard = s.shard and m.tenant = s.tenant and m.id = s.manager
     where s.shard = $1 and s.tenant = $2 and s.id_hash = $3 and s.expires_at > $4 and m.active`,
    [homeShard(tenant.data), tenant.data, session, context.clock()],
  );
  return row ? { tenant: tenant.data, id: row.id, name: row.name, session } : null;
}

export async function endSession(context: HubContext, { tenant, session }: Manager): Promise<void> {
  await context.db.run('delete from session where shard = $1 and tenant = $2 and id_hash = $3', [
    homeShard(tenant),
    tenant,
    session,
  ]);
}
