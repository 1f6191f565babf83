import { randomInt } from 'node:crypto';
import { type StoreId, TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard, shardOf } from '../db/shard';
import { type Device, readDevice } from './device-store';
import { digestOfSecret, mintSecret } from './secret';
import { firstSeries } from './series';

/** No 0, 1, I, L, O, U: a code is read off one screen and typed on another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;
const USUAL_VALID_MS = 24 * 3600 * 1000;

/** A one-time code that makes one machine a till of this store; shown once, kept as a digest. Written `ABCDE-FGHJK`. */
export async function issueEnrolmentCode(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  validMs = USUAL_VALID_MS,
): Promise<string> {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const digest = codeDigest(letters);
  await context.db.run(
    'insert into enrolment (shard, code_hash, tenant, store, expires_at) values ($1, $2, $3, $4, $5)',
    [codeShard(digest), digest, tenant, store, context.clock() + validMs],
  );
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

export type EnrolmentRequest = {
  readonly code: string;
  readonly name: string;
  readonly publicKey: string;
  readonly origin: string;
};

/** `token` is shown to the host once; the hub keeps its digest. */
export type Enrolled = { readonly device: Device; readonly token: string };

/**
 * Makes the machine with this public key a till. The same machine may use its code again while it is valid (the first
 * answer was lost): it stays the same device and gets another token. Null: the code is unknown, spent or too old.
 */
export async function enrolDevice(context: HubContext, request: EnrolmentRequest): Promise<Enrolled | null> {
  const digest = codeDigest(request.code);
  const nowMs = context.clock();
  const [taken] = await context.db.run<{ tenant: string; store: string; device: string }>(
    `update enrolment set used_by = $3, device = coalesce(device, $5)
     where shard = $1 and code_hash = $2 and expires_at > $4 and (used_by is null or used_by = $3)
     returning tenant, store, device`,
    [codeShard(digest), digest, request.publicKey, nowMs, context.mint('device')],
  );
  if (!taken) return null;
  const tenant = TenantId.parse(taken.tenant);
  const secret = mintSecret();
  const shard = homeShard(tenant);
  await context.db.transaction(async (tx) => {
    await tx.run(
      `insert into device (shard, tenant, id, store, name, token_hash, public_key, origin, series, enrolled_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (shard, tenant, id) do update
         set name = excluded.name, token_hash = excluded.token_hash, origin = excluded.origin`,
      [
        shard,
        tenant,
        taken.device,
        taken.store,
        request.name,
        digestOfSecret(secret),
        request.publicKey,
        request.origin,
        await freeSeries(tx, tenant, taken.store),
        nowMs,
      ],
    );
  });
  const device = await readDevice(context, tenant, taken.device);
  return device && { device, token: `${tenant}.${taken.device}.${secret}` };
}

/** The next till number of the store. The store's row is locked, so that two machines never get one number. */
async function freeSeries(tx: Queryable, tenant: TenantId, store: string): Promise<string> {
  const shard = homeShard(tenant);
  const [row] = await tx.run<{ code: string }>(
    'select code from store where shard = $1 and tenant = $2 and id = $3 for update',
    [shard, tenant, store],
  );
  const [count] = await tx.run<{ tills: number }>(
    'select count(*) as tills from device where shard = $1 and tenant = $2 and store = $3',
    [shard, tenant, store],
  );
  return firstSeries(row?.code ?? '', (count?.tills ?? 0) + 1);
}

function codeDigest(code: string): string {
  return digestOfSecret(code.toUpperCase().replace(/[^A-Z0-9]/g, ''));
}

/** Its tenant is not known before the code was found: a code lives where its own digest says. */
function codeShard(digest: string): number {
  return shardOf('enrolment', digest);
}
