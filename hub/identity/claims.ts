import type { FactId, StoreId, TenantId } from '#shared/kernel/ids';
import { IdentifierValue } from '#shared/people/facts';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { digestOf } from '../keys/seal';
import type { LogFact } from '../projectors/projector';
import { normalise } from './normalise';

/** A claim in the resolver's tables; `hmac` stands for the value, which is nowhere in the clear. */
export type ClaimRow = {
  readonly fact: FactId;
  readonly who: string;
  readonly kind: string;
  readonly hmac: string;
  readonly proof: string;
  readonly hlc: number;
  readonly stream: string;
  readonly seq: number;
};

/** What a fact claims; null where it claims nothing, says nothing, or its person was erased. */
export function claimOf(
  context: HubContext,
  tenant: TenantId,
  stream: string,
  { fact, seq }: LogFact,
  secret: unknown,
): ClaimRow | null {
  if (fact.kind !== 'IdentifierClaimed' || fact.who === undefined) return null;
  const { value } = IdentifierValue.safeParse(secret).data ?? {};
  if (value === undefined) return null;
  const hmac = digestOfIdentifier(context, tenant, fact.body.kind, value, 'CN');
  if (hmac === null) return null;
  const { id, who, hlc, body } = fact;
  return { fact: id, who, kind: body.kind, hmac, proof: body.proof, hlc, stream, seq };
}

/** The digest under which an identifier is compared, or null for a value that identifies nobody. */
export function digestOfIdentifier(
  context: HubContext,
  tenant: TenantId,
  kind: Parameters<typeof normalise>[0],
  value: string,
  country: string,
): string | null {
  const normal = normalise(kind, value, country);
  return normal === null ? null : digestOf(context.keys.secret('identifiers'), tenant, kind, normal);
}

/** The country whose phone numbers a store's people write without a country code. */
export async function countryOf(db: Queryable, tenant: TenantId, store: StoreId | null): Promise<string> {
  const [row] = await db.run<{ country: string | null }>(
    `select body->>'country' as country from store
     where shard = $1 and tenant = $2 and ($3::text is null or id = $3) order by code limit 1`,
    [homeShard(tenant), tenant, store],
  );
  return row?.country ?? 'CN';
}

/** Keeps claims, and for each anchor and identifier the strongest proof. A union: order and repetition change nothing. */
export async function writeClaims(tx: Queryable, tenant: TenantId, claims: readonly ClaimRow[]): Promise<void> {
  if (claims.length === 0) return;
  const shard = homeShard(tenant);
  const rows = JSON.stringify(claims);
  await tx.run(
    `insert into claim (shard, tenant, fact, who, kind, hmac, proof, hlc, stream, seq)
     select $1, $2, r.fact, r.who, r.kind, r.hmac, r.proof, r.hlc, r.stream, r.seq
     from jsonb_to_recordset($3)
       as r (fact text, who text, kind text, hmac text, proof text, hlc bigint, stream text, seq bigint)
     on conflict do nothing`,
    [shard, tenant, rows],
  );
  await tx.run(
    `insert into identifier as i (shard, tenant, kind, hmac, who, proof, fact, hlc)
     select distinct on (r.kind, r.hmac, r.who) $1::int, $2, r.kind, r.hmac, r.who, r.proof, r.fact, r.hlc
     from jsonb_to_recordset($3) as r (fact text, who text, kind text, hmac text, proof text, hlc bigint)
     order by r.kind, r.hmac, r.who, array_position(array['in-person', 'platform', 'otp', 'typed'], r.proof), r.fact
     on conflict (shard, tenant, kind, hmac, who) do update
       set proof = excluded.proof, fact = excluded.fact, hlc = excluded.hlc
       where (array_position(array['in-person', 'platform', 'otp', 'typed'], excluded.proof), excluded.fact)
         < (array_position(array['in-person', 'platform', 'otp', 'typed'], i.proof), i.fact)`,
    [shard, tenant, rows],
  );
  await markBlocked(tx, tenant);
}

/** Every holder of an identifier of which a claim was blocked carries the mark, whichever came first. */
export async function markBlocked(tx: Queryable, tenant: TenantId): Promise<void> {
  await tx.run(
    `update identifier i set blocked = true
     from (
       select distinct c.kind, c.hmac
       from blocked b join claim c on c.shard = b.shard and c.tenant = b.tenant and c.fact = b.claim
       where b.shard = $1 and b.tenant = $2) x
     where i.shard = $1 and i.tenant = $2 and i.kind = x.kind and i.hmac = x.hmac and not i.blocked`,
    [homeShard(tenant), tenant],
  );
}
