import type { HappeningOf } from '#shared/facts/happening';
import type { AnchorId, FactId, StaffId, TenantId } from '#shared/kernel/ids';
import { AnchorId as Anchor, FactId as Id } from '#shared/kernel/ids';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { appendHubFacts } from '../log/append-hub-fact';
import { readPairs } from '../projectors/decisions';
import { personsOf } from './components';

/** What staff decide about people; evidence is that a person looked, and why. */
export type StaffDecision = { readonly tenant: TenantId; readonly reason: string; readonly staff?: StaffId };

/**
 * Takes an anchor out of its person; the pairs stay apart until staff link them again. The others stay one person, even
 * where only this anchor held them together.
 * Refusals: `anchor-unknown`, `already-apart`.
 */
export async function separate(
  context: HubContext,
  anchor: AnchorId,
  { tenant, reason, staff }: StaffDecision,
  from?: readonly AnchorId[],
): Promise<Result<FactId, 'anchor-unknown' | 'already-apart'>> {
  const person = await anchorsOf(context, tenant, anchor);
  if (person === null) return refuse('anchor-unknown');
  const others = person.filter((other) => other !== anchor && (from?.includes(other) ?? true));
  if (others.length === 0) return refuse('already-apart');
  const id = Id.parse(context.mint('link'));
  const separated: HappeningOf<'IdentitiesSeparated'> = {
    kind: 'IdentitiesSeparated',
    capture: 'picked',
    body: { anchor, from: others.slice(0, 200), rule: 'staff', reason, evidence: [] },
  };
  const kept = await linksToKeep(context, tenant, anchor, person, id);
  const place = { tenant, in: { stream: 'people' }, ...(staff === undefined ? {} : { staff }) } as const;
  await appendHubFacts(context, [
    { happening: separated, place: { ...place, id } },
    ...kept.map((happening) => ({ happening, place })),
  ]);
  return ok(id);
}

/** Makes two people one. Overrules an earlier separation of these two. Refusals: `anchor-unknown`, `already-linked`. */
export async function link(
  context: HubContext,
  a: AnchorId,
  b: AnchorId,
  { tenant, staff }: StaffDecision,
): Promise<Result<FactId, 'anchor-unknown' | 'already-linked'>> {
  const [mine, theirs] = [await anchorsOf(context, tenant, a), await anchorsOf(context, tenant, b)];
  if (mine === null || theirs === null) return refuse('anchor-unknown');
  if (mine.includes(b)) return refuse('already-linked');
  const id = Id.parse(context.mint('link'));
  const linked: HappeningOf<'IdentitiesLinked'> = {
    kind: 'IdentitiesLinked',
    capture: 'picked',
    body: { anchors: [a, b], rule: 'staff', evidence: [] },
  };
  const place = { tenant, in: { stream: 'people' }, id, ...(staff === undefined ? {} : { staff }) } as const;
  await appendHubFacts(context, [{ happening: linked, place }]);
  return ok(id);
}

/** The others may have been held together by the one that goes: they are linked to each other, by name of this decision. */
async function linksToKeep(
  context: HubContext,
  tenant: TenantId,
  anchor: AnchorId,
  person: readonly AnchorId[],
  because: FactId,
): Promise<readonly HappeningOf<'IdentitiesLinked'>[]> {
  const others = person.filter((other) => other !== anchor);
  const pairs = await readPairs(context.db, tenant, person);
  const groups = [...new Set(personsOf(others, pairs).values())].map((root) => Anchor.parse(root));
  const [first, ...rest] = groups;
  if (first === undefined) return [];
  return rest.map((other) => ({
    kind: 'IdentitiesLinked',
    capture: 'system',
    body: { anchors: [first, other], rule: 'stay-together@1', evidence: [because] },
  }));
}

async function anchorsOf(context: HubContext, tenant: TenantId, who: AnchorId): Promise<readonly AnchorId[] | null> {
  const rows = await context.db.run<{ who: string }>(
    `select who from anchor where shard = $1 and tenant = $2 and person = (
       select person from anchor where shard = $1 and tenant = $2 and who = $3) order by who`,
    [homeShard(tenant), tenant, who],
  );
  return rows.length === 0 ? null : rows.map((row) => Anchor.parse(row.who));
}
