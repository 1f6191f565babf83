import type { Fact } from '#shared/facts/registry';
import type { TenantId } from '#shared/kernel/ids';
import { noAnchorState } from '#shared/people/fold-anchor';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { markBlocked } from '../identity/claims';
import { type Pair, pairOf, personsOf } from '../identity/components';
import { markDirty } from './dirty';
import { clearTables, type LogFact, type Projector } from './projector';

/**
 * Applies what the resolver and staff decided, in the order of the `people` stream: which anchors are one person, which
 * identifiers say nothing. It never decides anything itself, so that a rebuild gives the same persons.
 */
export const decisions: Projector = {
  name: 'decisions',
  reads: ['people'],
  shardOf: (tenant) => homeShard(tenant),
  clear: (tx, tenant) => clearTables(tx, tenant, ['link', 'blocked']),
  fold: async (tx, { tenant, facts, nowMs }) => {
    const touched = new Set<string>();
    for (const one of facts) {
      for (const anchor of await writeDecision(tx, tenant, one)) touched.add(anchor);
    }
    if (facts.some(({ fact }) => fact.kind === 'IdentifierBlocked')) await markBlocked(tx, tenant);
    if (touched.size === 0) return;
    const moved = await regroup(tx, tenant, [...touched]);
    await markDirty(
      tx,
      tenant,
      moved.map((who) => ({ who, store: '', dueAtMs: nowMs })),
    );
  },
};

async function writeDecision(tx: Queryable, tenant: TenantId, { fact, seq }: LogFact): Promise<readonly string[]> {
  switch (fact.kind) {
    case 'IdentitiesLinked': {
      const [x, y] = fact.body.anchors;
      await writeLinks(tx, tenant, fact, seq, [pairOf(x, y)], true);
      return [x, y];
    }
    case 'IdentitiesSeparated': {
      const { anchor, from } = fact.body;
      await writeLinks(
        tx,
        tenant,
        fact,
        seq,
        from.map((other) => pairOf(anchor, other)),
        false,
      );
      return [anchor, ...from];
    }
    case 'IdentifierBlocked': {
      const claims = [...new Set([fact.body.claim, ...fact.body.evidence])];
      await tx.run(
        `insert into blocked (shard, tenant, claim, fact) select $1, $2, c, $4 from unnest($3::text[]) as c
         on conflict do nothing`,
        [homeShard(tenant), tenant, claims, fact.id],
      );
      return [];
    }
    default:
      return [];
  }
}

async function writeLinks(
  tx: Queryable,
  tenant: TenantId,
  fact: Extract<Fact, { kind: 'IdentitiesLinked' | 'IdentitiesSeparated' }>,
  seq: number,
  pairs: readonly { readonly a: string; readonly b: string }[],
  active: boolean,
): Promise<void> {
  await tx.run(
    `insert into link (shard, tenant, a, b, fact, rule, evidence, active, hlc, seq)
     select $1, $2, r.a, r.b, $4, $5, $6, $7, $8, $9 from jsonb_to_recordset($3) as r (a text, b text)
     on conflict do nothing`,
    [
      homeShard(tenant),
      tenant,
      JSON.stringify(pairs),
      fact.id,
      fact.body.rule,
      JSON.stringify(fact.body.evidence),
      active,
      fact.hlc,
      seq,
    ],
  );
}

/** Groups the persons of these anchors anew. @returns every anchor of a person that changed or may have */
async function regroup(tx: Queryable, tenant: TenantId, touched: readonly string[]): Promise<readonly string[]> {
  const shard = homeShard(tenant);
  await tx.run(
    `insert into anchor (shard, tenant, who, person, state)
     select $1, $2, w, w, $4 from unnest($3::text[]) as w on conflict do nothing`,
    [shard, tenant, touched, JSON.stringify(noAnchorState)],
  );
  const named = await tx.run<{ person: string }>(
    'select distinct person from anchor where shard = $1 and tenant = $2 and who = any($3)',
    [shard, tenant, touched],
  );
  const rows = await tx.run<{ who: string; person: string }>(
    'select who, person from anchor where shard = $1 and tenant = $2 and person = any($3)',
    [shard, tenant, named.map(({ person }) => person)],
  );
  const anchors = rows.map(({ who }) => who);
  const pairs = await readPairs(tx, tenant, anchors);
  const persons = personsOf(anchors, pairs);
  const changed = rows.flatMap(({ who, person }) => {
    const now = persons.get(who) ?? who;
    return now === person ? [] : [{ who, person: now }];
  });
  if (changed.length === 0) return anchors;
  await tx.run(
    `update anchor a set person = r.person from jsonb_to_recordset($3) as r (who text, person text)
     where a.shard = $1 and a.tenant = $2 and a.who = r.who`,
    [shard, tenant, JSON.stringify(changed)],
  );
  return anchors;
}

/** Everything decided about pairs of which both, or one, are among these anchors. */
export async function readPairs(db: Queryable, tenant: TenantId, anchors: readonly string[]): Promise<readonly Pair[]> {
  // Each side by its own index: an `or` reads all links where the database has not counted them yet.
  return db.run<Pair>(
    `select a, b, active, seq from link where shard = $1 and tenant = $2 and a = any($3)
     union select a, b, active, seq from link where shard = $1 and tenant = $2 and b = any($3)`,
    [homeShard(tenant), tenant, anchors],
  );
}
