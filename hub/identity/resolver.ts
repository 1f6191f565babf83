import { AnchorId, FactId, type TenantId } from '#shared/kernel/ids';
import { IdentifierKind, Proof } from '#shared/people/facts';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { appendHubFacts } from '../log/append-hub-fact';
import type { StreamRef } from '../log/log-row';
import { readPairs } from '../projectors/decisions';
import { readPosition, writePosition } from '../projectors/positions';
import type { ClaimRow } from './claims';
import { apartBetween } from './components';
import {
  type Claim,
  type Claimant,
  countsTowardsBlocking,
  decideClaim,
  type RefusedLink,
  type ResolverState,
} from './decide-claim';

const NAME = 'resolver';
const BATCH = 100;
/** So many holders of an identifier are looked at: enough to know a crowd, however large it has grown. */
const HOLDERS_MAX = 100;

/** Brings the decisions that are in the log into the tables, before the next question is decided on them. */
export type ApplyDecisions = () => Promise<void>;

/**
 * Decides on the claims of one stream that were not decided on yet, one after the other, and writes what it decides
 * into the log. Its position is not part of a rebuild: a claim is decided on once, and later only its decisions count.
 */
export async function resolveClaims(
  context: HubContext,
  tenant: TenantId,
  { stream }: StreamRef,
  applyDecisions: ApplyDecisions,
): Promise<boolean> {
  const home = { shard: homeShard(tenant), projector: NAME, stream };
  const after = await readPosition(context.db, home);
  const claims = await context.db.run<ClaimRow>(
    'select * from claim where shard = $1 and tenant = $2 and stream = $3 and seq > $4 order by seq limit $5',
    [home.shard, tenant, stream, after, BATCH],
  );
  const shared = await sharedIdentifiers(context, tenant, claims);
  for (const row of claims) {
    if (!shared.has(`${row.kind} ${row.hmac}`)) continue;
    const claim = claimFrom(row);
    const state = await readState(context, tenant, claim);
    if (state === null) continue;
    const { happenings, refused } = decideClaim(claim, state);
    await writeRefused(context, tenant, claim, refused);
    if (happenings.length === 0) continue;
    const place = { tenant, in: { stream: 'people' } } as const;
    await appendHubFacts(
      context,
      happenings.map((happening) => ({ happening, place })),
    );
    await applyDecisions();
    await writePosition(context.db, home, row.seq);
  }
  const last = claims.at(-1);
  if (last) await writePosition(context.db, home, last.seq);
  return claims.length === BATCH;
}

/** Which of the claimed identifiers more than one anchor holds. One pass for all: counted claim by claim, a database that knows no sizes yet reads every identifier for each. */
async function sharedIdentifiers(
  { db }: HubContext,
  tenant: TenantId,
  claims: readonly ClaimRow[],
): Promise<ReadonlySet<string>> {
  const rows = await db.run<{ kind: string; hmac: string }>(
    `select kind, hmac from identifier where shard = $1 and tenant = $2 and hmac = any($3)
     group by kind, hmac having count(*) > 1`,
    [homeShard(tenant), tenant, claims.map(({ hmac }) => hmac)],
  );
  return new Set(rows.map(({ kind, hmac }) => `${kind} ${hmac}`));
}

async function readState(context: HubContext, tenant: TenantId, claim: Claim): Promise<ResolverState | null> {
  const { db } = context;
  const shard = homeShard(tenant);
  const holders = await db.run<{ who: string; person: string; blocked: boolean }>(
    `select a.who, a.person, bool_or(i.blocked) over () as blocked
     from identifier i join anchor a on a.shard = i.shard and a.tenant = i.tenant and a.who = i.who
     where i.shard = $1 and i.tenant = $2 and i.kind = $3 and i.hmac = $4
     order by i.who <> $5, i.proof = 'typed', i.who limit $6`,
    [shard, tenant, claim.kind, claim.digest, claim.who, HOLDERS_MAX],
  );
  const own = holders.find(({ who }) => who === claim.who);
  if (!own || holders.every(({ person }) => person === own.person)) return null;
  const members = await db.run<{ who: string; person: string }>(
    'select who, person from anchor where shard = $1 and tenant = $2 and person = any($3)',
    [shard, tenant, [...new Set(holders.map(({ person }) => person))]],
  );
  const anchors = members.map(({ who }) => who);
  const claims = await db.run<{ fact: string; who: string; kind: string; proof: string; hmac: string }>(
    'select fact, who, kind, proof, hmac from identifier where shard = $1 and tenant = $2 and who = any($3)',
    [shard, tenant, anchors],
  );
  const claimants = claimantsOf(members, claims.map(claimFrom));
  const refused = await db.run<{ person: string; claim: string }>(
    `select distinct on (a.person) a.person, r.claim
     from refused r join anchor a on a.shard = r.shard and a.tenant = r.tenant and a.who = r.who
     where r.shard = $1 and r.tenant = $2 and r.kind = $3 and r.hmac = $4 and r.proven order by a.person, r.claim`,
    [shard, tenant, claim.kind, claim.digest],
  );
  const mine = claimants.get(own.person);
  return {
    own: mine ?? { person: AnchorId.parse(own.person), anchors: [claim.who], claims: [claim] },
    others: [...claimants.values()].filter(({ person }) => person !== own.person),
    isBlocked: own.blocked,
    isApart: apartBetween(await readPairs(db, tenant, anchors)),
    refused: refused.map((row) => ({ person: AnchorId.parse(row.person), claim: FactId.parse(row.claim) })),
  };
}

function claimantsOf(
  members: readonly { readonly who: string; readonly person: string }[],
  claims: readonly Claim[],
): ReadonlyMap<string, Claimant> {
  const persons = new Map<string, Claimant>();
  for (const { who, person } of members) {
    const known = persons.get(person) ?? { person: AnchorId.parse(person), anchors: [], claims: [] };
    persons.set(person, {
      ...known,
      anchors: [...known.anchors, AnchorId.parse(who)],
      claims: [...known.claims, ...claims.filter((claim) => claim.who === who)],
    });
  }
  return persons;
}

async function writeRefused(
  context: HubContext,
  tenant: TenantId,
  claim: Claim,
  refused: readonly RefusedLink[],
): Promise<void> {
  const against = refused.find(countsTowardsBlocking);
  const told = against ?? refused[0];
  if (!told) return;
  await context.db.run(
    `insert into refused (shard, tenant, claim, kind, hmac, who, why, proven, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      homeShard(tenant),
      tenant,
      claim.fact,
      claim.kind,
      claim.digest,
      claim.who,
      told.why,
      claim.proof !== 'typed' && against !== undefined,
      context.clock(),
    ],
  );
}

function claimFrom(row: {
  readonly fact: string;
  readonly who: string;
  readonly kind: string;
  readonly proof: string;
  readonly hmac: string;
}): Claim {
  return {
    fact: FactId.parse(row.fact),
    who: AnchorId.parse(row.who),
    kind: IdentifierKind.parse(row.kind),
    proof: Proof.parse(row.proof),
    digest: row.hmac,
  };
}
