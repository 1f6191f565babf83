import type { RegionIdentity } from '#shared/contract/region';
import { AnchorId, FactId, type TenantId } from '#shared/kernel/ids';
import { identifierKinds } from '#shared/people/facts';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { latestOf } from '../identity/components';

/** What was decided about two anchors: that they are one person (`active`), or no longer are. */
export type Decision = {
  readonly a: string;
  readonly b: string;
  readonly fact: string;
  readonly rule: string;
  readonly evidence: readonly string[];
  readonly active: boolean;
  readonly hlc: number;
  readonly seq: number;
};

/** Every decision about any of these anchors, in the order in which they were made. */
export function readDecisions(
  { db }: HubContext,
  tenant: TenantId,
  anchors: readonly string[],
): Promise<readonly Decision[]> {
  return db.run<Decision>(
    `select a, b, fact, rule, evidence, active, hlc, seq from link
     where shard = $1 and tenant = $2 and (a = any($3) or b = any($3)) order by seq, a, b`,
    [homeShard(tenant), tenant, anchors],
  );
}

/** The decision by which each anchor belongs to the person, from the oldest anchor on; the oldest has none. */
export function joinedBy(anchors: readonly string[], decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const last = new Set(latestOf(decisions).map(({ a, b, seq }) => `${a} ${b} ${seq}`));
  const holding = decisions.filter(({ a, b, seq, active }) => active && last.has(`${a} ${b} ${seq}`));
  const reached = new Set(anchors.slice(0, 1));
  const because = new Map<string, Decision>();
  for (;;) {
    const next = holding.find(({ a, b }) => reached.has(a) !== reached.has(b));
    if (!next) return because;
    const joined = reached.has(next.a) ? next.b : next.a;
    reached.add(joined);
    because.set(joined, next);
  }
}

/** The pairs that staff, or a rule, hold apart just now. */
export function apartPairs(decisions: readonly Decision[]): readonly Decision[] {
  const last = new Set(latestOf(decisions).map(({ a, b, seq }) => `${a} ${b} ${seq}`));
  return decisions.filter(({ a, b, seq, active }) => !active && last.has(`${a} ${b} ${seq}`));
}

export function becauseOf({ fact, rule, evidence, hlc }: Decision): NonNullable<RegionIdentity['because']> {
  return {
    fact: FactId.parse(fact),
    rule,
    atMs: hlcMs(hlc),
    evidence: evidence.map((id) => FactId.parse(id)),
    kind: kindOfRule(rule),
  };
}

/** The kind of identifier a rule such as `same-phone@1` goes by; null for a person's decision. */
function kindOfRule(rule: string): string | null {
  const kind = /^same-(.+)@\d+$/.exec(rule)?.[1];
  return identifierKinds.find((known) => known === kind) ?? null;
}

/** The side of a pair that is not among these anchors. */
export function otherSide({ a, b }: Decision, own: ReadonlySet<string>): AnchorId | null {
  if (own.has(a) === own.has(b)) return null;
  return AnchorId.parse(own.has(a) ? b : a);
}
