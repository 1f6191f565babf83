import type { RegionPerson } from '#shared/contract/region';
import type { Fact } from '#shared/facts/registry';
import type { TenantId } from '#shared/kernel/ids';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { readFacts } from '../log/read';
import { peopleStream } from '../log/stream-names';
import type { Decision } from './links';

type LedgerRow = RegionPerson['ledger'][number];

const ROWS_MAX = 50;

/** What was joined and taken apart, newest first: by which rule, or by whom and why. */
export async function readLedger(
  context: HubContext,
  tenant: TenantId,
  decisions: readonly Decision[],
): Promise<readonly LedgerRow[]> {
  const ids = [...new Set(decisions.map(({ fact }) => fact))];
  const rows = await readFacts(context.db, peopleStream(tenant), ids);
  const doers = await readDoers(context, tenant, ids);
  return [...rows]
    .sort((a, b) => b.seq - a.seq)
    .slice(0, ROWS_MAX)
    .flatMap(({ fact }) => rowOf(fact as Fact, doers));
}

function rowOf(fact: Fact, doers: ReadonlyMap<string, Doer>): readonly LedgerRow[] {
  const doer = doers.get(fact.id);
  const same = { fact: fact.id, kind: fact.kind, atMs: hlcMs(fact.hlc), by: doer?.name ?? null };
  if (fact.kind === 'IdentitiesLinked') {
    return [{ ...same, rule: fact.body.rule, who: fact.body.anchors[1], reason: doer?.reason ?? null }];
  }
  if (fact.kind !== 'IdentitiesSeparated') return [];
  return [{ ...same, rule: fact.body.rule, who: fact.body.anchor, reason: fact.body.reason || (doer?.reason ?? null) }];
}

type Doer = { readonly name: string; readonly reason: string | null };

/** The managers who made these decisions, from the access log. */
async function readDoers(
  { db }: HubContext,
  tenant: TenantId,
  facts: readonly string[],
): Promise<ReadonlyMap<string, Doer>> {
  const rows = await db.run<Doer & { readonly subject: string }>(
    `select l.subject, m.name, l.reason from access_log l
     join manager m on m.shard = l.shard and m.tenant = l.tenant and m.id = l.actor
     where l.shard = $1 and l.tenant = $2 and l.subject = any($3) and l.action in ('link', 'separate')`,
    [homeShard(tenant), tenant, facts],
  );
  return new Map(rows.map(({ subject, name, reason }) => [subject, { name, reason }]));
}
