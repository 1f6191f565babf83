import type { HappeningOf } from '#shared/facts/happening';
import type { AnchorId, FactId } from '#shared/kernel/ids';
import type { IdentifierKind, Proof } from '#shared/people/facts';
import { BLOCK_AFTER, deviceKinds, limits, RULE_VERSION, TYPED_MAX } from './limits';

/** A claim as the resolver sees it: `digest` stands for the value. */
export type Claim = {
  readonly fact: FactId;
  readonly who: AnchorId;
  readonly kind: IdentifierKind;
  readonly proof: Proof;
  readonly digest: string;
};

/** A person with everything claimed about their anchors. `person` is the oldest anchor. */
export type Claimant = {
  readonly person: AnchorId;
  readonly anchors: readonly AnchorId[];
  readonly claims: readonly Claim[];
};

export type ResolverState = {
  readonly own: Claimant;
  /** Everyone else of whom the same identifier is claimed. */
  readonly others: readonly Claimant[];
  readonly isBlocked: boolean;
  /** Staff, or a rule, hold that these two are not one person. */
  readonly isApart: (a: AnchorId, b: AnchorId) => boolean;
  /** Proven claims on this identifier that were refused before, one a person. */
  readonly refused: readonly { readonly person: AnchorId; readonly claim: FactId }[];
};

export type RefusedLink = { readonly claim: FactId; readonly person: AnchorId; readonly why: string };

const TOO_MANY_TYPED = 'typed-by-too-many';

/** What a crowd typed says nothing against the one who proved it. */
export function countsTowardsBlocking({ why }: RefusedLink): boolean {
  return why !== TOO_MANY_TYPED;
}

export type Resolution = {
  readonly happenings: readonly (HappeningOf<'IdentitiesLinked'> | HappeningOf<'IdentifierBlocked'>)[];
  readonly refused: readonly RefusedLink[];
};

/**
 * What one new claim means: which people are one, which identifier says nothing any more. Proven holders are joined
 * first; a typed claim is refused where a proven one would be, never counts towards blocking, and values only typed
 * never keep a proven claim out. Whoever types a known number comes no further than the first {@link TYPED_MAX} did,
 * whether or not its owner has proven it.
 */
export function decideClaim(claim: Claim, state: ResolverState): Resolution {
  if (state.isBlocked) return { happenings: [], refused: [] };
  let joined = state.own;
  const happenings: Resolution['happenings'][number][] = [];
  const refused: RefusedLink[] = [];
  for (const other of byStrength(claim, state.others)) {
    const why = objection(claim, joined, other, state);
    if (why === null) {
      happenings.push(link(claim, joined, other));
      joined = merge(joined, other);
    } else if (why !== 'apart') {
      refused.push({ claim: claim.fact, person: state.own.person, why });
    }
  }
  const block = blockOf(claim, state, refused);
  return { happenings: block ? [...happenings, block] : happenings, refused };
}

function byStrength(claim: Claim, others: readonly Claimant[]): readonly Claimant[] {
  const rank = (other: Claimant) => (holdings(claim, other).some(isProven) ? 0 : 1);
  return [...others].sort((a, b) => rank(a) - rank(b) || (a.person < b.person ? -1 : 1));
}

function objection(claim: Claim, own: Claimant, other: Claimant, state: ResolverState): string | null {
  if (own.anchors.some((a) => other.anchors.some((b) => state.isApart(a, b)))) return 'apart';
  if (isCrowded(claim, own, other, state)) return TOO_MANY_TYPED;
  if (deviceKinds.includes(claim.kind) && isKnown(own) && isKnown(other)) return 'device-of-two-people';
  return excess(claim, [...own.claims, ...other.claims]);
}

/** One of the two stands on hearsay alone, and there is more of it than {@link TYPED_MAX}. A typed claim answers for everybody's. */
function isCrowded(claim: Claim, own: Claimant, other: Claimant, state: ResolverState): boolean {
  if ([own, other].every((side) => holdings(claim, side).some(isProven))) return false;
  const counted = isProven(claim) ? [own, other] : [own, ...state.others];
  const held = counted.flatMap((side) => holdings(claim, side));
  const proven = new Set(held.filter(isProven).map(({ who }) => who));
  return new Set(held.flatMap(({ who }) => (proven.has(who) ? [] : [who]))).size > TYPED_MAX;
}

/** The kind of which there would be too many values. A proven claim is measured against proven values only. */
function excess(claim: Claim, claims: readonly Claim[]): string | null {
  const counted = isProven(claim) ? claims.filter(isProven) : claims;
  for (const [kind, limit] of Object.entries(limits)) {
    const values = new Set(counted.filter((one) => one.kind === kind).map(({ digest }) => digest));
    if (values.size > limit) return `too-many-${kind}`;
  }
  return null;
}

function link(claim: Claim, own: Claimant, other: Claimant): HappeningOf<'IdentitiesLinked'> {
  const theirs = strongest(holdings(claim, other));
  const mine = own.claims.find(({ fact }) => fact === claim.fact) ?? claim;
  return {
    kind: 'IdentitiesLinked',
    capture: 'system',
    body: {
      anchors: [theirs?.who ?? other.person, mine.who],
      rule: `same-${claim.kind}@${RULE_VERSION}`,
      evidence: theirs ? [theirs.fact, claim.fact] : [claim.fact],
    },
  };
}

function blockOf(
  claim: Claim,
  state: ResolverState,
  refused: readonly RefusedLink[],
): HappeningOf<'IdentifierBlocked'> | null {
  if (!isProven(claim) || !refused.some(countsTowardsBlocking)) return null;
  const owners = new Map(state.refused.map(({ person, claim: fact }) => [person, fact]));
  owners.set(state.own.person, claim.fact);
  if (owners.size < BLOCK_AFTER) return null;
  return {
    kind: 'IdentifierBlocked',
    capture: 'system',
    body: {
      claim: claim.fact,
      kind: claim.kind,
      rule: `refused-by-${BLOCK_AFTER}@${RULE_VERSION}`,
      evidence: [...owners.values()].sort().slice(0, 20),
    },
  };
}

function merge(own: Claimant, other: Claimant): Claimant {
  return {
    ...own,
    anchors: [...own.anchors, ...other.anchors],
    claims: [...own.claims, ...other.claims],
  };
}

function holdings(claim: Claim, of: Claimant): readonly Claim[] {
  return of.claims.filter(({ kind, digest }) => kind === claim.kind && digest === claim.digest);
}

function strongest(claims: readonly Claim[]): Claim | undefined {
  return [...claims].sort((a, b) => Number(isProven(b)) - Number(isProven(a)) || (a.fact < b.fact ? -1 : 1))[0];
}

function isProven({ proof }: Claim): boolean {
  return proof !== 'typed';
}

function isKnown(of: Claimant): boolean {
  return of.claims.some(({ kind }) => !deviceKinds.includes(kind));
}
