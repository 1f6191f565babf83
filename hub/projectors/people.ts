import type { AnchorId, TenantId } from '#shared/kernel/ids';
import { compareText } from '#shared/kernel/sorted-record';
import { type AnchorDetails, type AnchorState, AnchorDetails as Details } from '#shared/people/anchor';
import { IdentifierValue, PersonDetails } from '#shared/people/facts';
import { foldAnchor, noAnchorState } from '#shared/people/fold-anchor';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { type ClaimRow, claimOf, writeClaims } from '../identity/claims';
import { open, sealSteadily } from '../keys/seal';
import { markDirty } from './dirty';
import { atMs, type Batch, clearTables, type LogFact, type Projector, withSeen } from './projector';

type AnchorRow = {
  readonly who: AnchorId;
  readonly state: AnchorState;
  readonly seen: Readonly<Record<string, number>>;
  readonly sealed: string | null;
  readonly made: string | null;
  readonly made_at: number | null;
  readonly made_store: string | null;
  readonly store_facts: number;
  readonly online_facts: number;
  readonly last_at: number | null;
};

/**
 * One row an anchor, folded from every fact about it in every stream of the tenant, by the same reducer the till runs;
 * and the claims the resolver decides on.
 */
export const people: Projector = {
  name: 'people',
  reads: ['store', 'online'],
  shardOf: (tenant) => homeShard(tenant),
  clear: (tx, tenant) => clearTables(tx, tenant, ['anchor', 'anchor_store', 'identifier', 'claim']),
  fold: async (tx, batch) => {
    const facts = batch.facts.filter(({ fact }) => fact.who !== undefined);
    if (facts.length === 0) return;
    const known = await readAnchors(tx, batch.tenant, [...new Set(facts.flatMap(({ fact }) => fact.who ?? []))]);
    const claims: ClaimRow[] = [];
    for (const one of facts) {
      const { who } = one.fact;
      if (who === undefined) continue;
      const secret = secretOf(batch, one);
      known.set(who, foldRow(batch, known.get(who) ?? newRow(who), one, secret));
      const claim = claimOf(batch.context, batch.tenant, batch.stream.stream, one, secret);
      if (claim) claims.push(claim);
    }
    await writeAnchors(tx, batch.tenant, [...known.values()]);
    await writeStores(tx, batch, facts);
    await writeClaims(tx, batch.tenant, claims);
    await markDirty(
      tx,
      batch.tenant,
      facts.flatMap(({ fact: { who } }) => {
        if (who === undefined) return [];
        const later = { who, store: '', dueAtMs: batch.nowMs + batch.context.config.coalesceMs };
        return batch.store === null ? [later] : [later, { who, store: batch.store, dueAtMs: batch.nowMs }];
      }),
    );
  },
};

function foldRow(batch: Batch, row: AnchorRow, one: LogFact, secret: unknown): AnchorRow {
  const { fact } = one;
  const enrolled = fact.kind === 'CustomerEnrolled' ? fact : null;
  return {
    ...row,
    state: foldAnchor(row.state, fact, atMs(one)),
    seen: withSeen(row.seen, one),
    sealed: sealedWith(batch, row, one, secret),
    made: enrolled?.body.at ?? row.made,
    made_at: enrolled ? atMs(one) : row.made_at,
    made_store: enrolled ? (enrolled.store ?? null) : row.made_store,
    store_facts: row.store_facts + (batch.kind === 'store' ? 1 : 0),
    online_facts: row.online_facts + (batch.kind === 'online' ? 1 : 0),
    last_at: Math.max(row.last_at ?? 0, atMs(one)),
  };
}

function secretOf({ context, tenant }: Batch, { fact }: LogFact): unknown {
  const key = fact.who === undefined || fact.private === undefined ? null : context.keys.of(tenant).get(fact.who);
  return key === null || fact.private === undefined ? null : open(key, fact.private);
}

/** The anchor's details with what this fact adds, under the anchor's own key; as they were where it adds nothing. */
function sealedWith({ context, tenant }: Batch, row: AnchorRow, { fact }: LogFact, secret: unknown): string | null {
  const key = context.keys.of(tenant).get(row.who);
  if (key === null) return null;
  const before = detailsOf(key, row.sealed);
  if (fact.kind === 'CustomerEnrolled') {
    const { name } = PersonDetails.safeParse(secret).data ?? {};
    return name === undefined ? row.sealed : sealSteadily(key, { ...before, name });
  }
  if (fact.kind !== 'IdentifierClaimed') return row.sealed;
  const { value } = IdentifierValue.safeParse(secret).data ?? {};
  if (value === undefined) return row.sealed;
  const { kind, proof } = fact.body;
  const identifiers = [...before.identifiers, { kind, value, proof, claim: fact.id }];
  return sealSteadily(key, { ...before, identifiers: identifiers.sort((a, b) => compareText(a.claim, b.claim)) });
}

function detailsOf(key: string, sealed: string | null): AnchorDetails {
  const details = sealed === null ? null : Details.safeParse(open(key, sealed)).data;
  return details ?? { identifiers: [] };
}

function newRow(who: AnchorId): AnchorRow {
  const nothing = { sealed: null, made: null, made_at: null, made_store: null, last_at: null };
  return { ...nothing, who, state: noAnchorState, seen: {}, store_facts: 0, online_facts: 0 };
}

async function readAnchors(
  tx: Queryable,
  tenant: TenantId,
  who: readonly AnchorId[],
): Promise<Map<AnchorId, AnchorRow>> {
  const rows = await tx.run<AnchorRow>(
    `select who, state, seen, sealed, made, made_at, made_store, store_facts, online_facts, last_at
     from anchor where shard = $1 and tenant = $2 and who = any($3)`,
    [homeShard(tenant), tenant, who],
  );
  return new Map(rows.map((row) => [row.who, row]));
}

/** The person of an anchor is the decisions' business: a new anchor is its own, a known one keeps theirs. */
async function writeAnchors(tx: Queryable, tenant: TenantId, rows: readonly AnchorRow[]): Promise<void> {
  await tx.run(
    `insert into anchor (shard, tenant, who, person, state, seen, sealed, made, made_at, made_store,
       store_facts, online_facts, last_at)
     select $1, $2, r.who, r.who, r.state, r.seen, r.sealed, r.made, r.made_at, r.made_store,
       r.store_facts, r.online_facts, r.last_at
     from jsonb_to_recordset($3) as r (who text, state jsonb, seen jsonb, sealed text, made text, made_at bigint,
       made_store text, store_facts int, online_facts int, last_at bigint)
     on conflict (shard, tenant, who) do update
       set state = excluded.state, seen = excluded.seen, sealed = excluded.sealed, made = excluded.made,
         made_at = excluded.made_at, made_store = excluded.made_store, store_facts = excluded.store_facts,
         online_facts = excluded.online_facts, last_at = excluded.last_at`,
    [homeShard(tenant), tenant, JSON.stringify(rows)],
  );
}

/** Where someone was served: by a till there, or by an order to collect there. */
async function writeStores(tx: Queryable, batch: Batch, facts: readonly LogFact[]): Promise<void> {
  const rows = facts.flatMap(({ fact }) => {
    if (fact.who === undefined) return [];
    if (batch.store !== null) return [{ who: fact.who, store: batch.store }];
    const collects =
      fact.kind === 'OrderPlaced' && fact.body.delivery.kind === 'collect' ? fact.body.delivery.store : null;
    return collects === null ? [] : [{ who: fact.who, store: collects }];
  });
  if (rows.length === 0) return;
  await tx.run(
    `insert into anchor_store (shard, tenant, who, store)
     select distinct $1::int, $2, r.who, r.store from jsonb_to_recordset($3) as r (who text, store text)
     on conflict do nothing`,
    [homeShard(batch.tenant), batch.tenant, JSON.stringify(rows)],
  );
}
