import { argon2Verify } from 'hash-wasm';
import type { Words } from '#shared/catalog/garment';
import { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { mintSecret } from '../devices/secret';
import { verifierOf } from '../import/pin-verifier';

/** A manager whose password was right. */
export type KnownManager = {
  readonly tenant: TenantId;
  readonly tenantName: Words;
  readonly id: string;
  readonly name: string;
};

type Columns = { readonly tenant: string; readonly id: string; readonly name: string; readonly password_hash: string };

/** Checks names and passwords, one at a time: each check takes 19 MiB and 40 ms, and a flood must not take the hub with it. */
export function openPasswordCheck(
  context: HubContext,
): (name: string, password: string) => Promise<KnownManager | null> {
  // Somebody nobody is: a name that is not there costs the same work as one that is.
  const nobody = verifierOf(mintSecret(), 'nobody');
  let last: Promise<unknown> = Promise.resolve();
  return (name, password) => {
    const next = last.then(async () => check(context, name, password, await nobody));
    last = next.catch(() => undefined);
    return next;
  };
}

/** Two tenants may each have somebody of this name: the password says which. */
async function check(
  context: HubContext,
  name: string,
  password: string,
  nobody: string,
): Promise<KnownManager | null> {
  const candidates = await managersNamed(context, name.normalize('NFKC').trim());
  const hashes = candidates.length === 0 ? [nobody] : candidates.map((row) => row.password_hash);
  const isRight: boolean[] = [];
  for (const hash of hashes) isRight.push(password !== '' && (await argon2Verify({ password, hash })));
  const row = candidates.find((_, index) => isRight[index]);
  if (!row) return null;
  const tenant = TenantId.parse(row.tenant);
  const [named] = await context.db.run<{ name: Words }>('select name from tenant where shard = $1 and id = $2', [
    homeShard(tenant),
    tenant,
  ]);
  return named ? { tenant, tenantName: named.name, id: row.id, name: row.name } : null;
}

/** A name says no tenant, so every shard is asked: rare, and only at the door. */
async function managersNamed(context: HubContext, login: string): Promise<readonly Columns[]> {
  return context.db.run<Columns>(
    'select tenant, id, name, password_hash from manager where lower(login) = lower($1) and active order by tenant, id',
    [login],
  );
}
