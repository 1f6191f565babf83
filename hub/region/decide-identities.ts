import type { HappeningOf } from '#shared/facts/happening';
import type { AnchorId } from '#shared/kernel/ids';
import { ok, type Result, refuse } from '#shared/kernel/result';
import { apartBetween, type Pair, pairOf, personsOf } from '../identity/components';

/** Stands in every decision a manager made, where a rule's name and version would. */
export const MANAGER_RULE = 'manager@1';

/** The rest of a person whom the leaving anchor alone held together. */
const KEPT_TOGETHER_RULE = 'kept-together@1';

/** Seven digits and more name somebody; what is decided is kept for good, and a number in it could not be erased. */
const NUMBER = /\d(?:[\s-]?\d){6}/;

export type SeparateRefusal = 'only-identity' | 'already-apart' | 'reason-with-number';
export type LinkRefusal = 'already-one' | 'reason-with-number';

/** As many as one separation names; more are several facts. */
const FROM_MAX = 200;

type Separation = readonly (HappeningOf<'IdentitiesSeparated'> | HappeningOf<'IdentitiesLinked'>)[];

/**
 * A manager takes one anchor out of a person of any size. The others stay together: where only the leaving one joined
 * them, that is said too.
 *
 * Refuses `only-identity`, `already-apart` (it is not one of them) and `reason-with-number`.
 * @param anchors of the person, oldest first
 */
export function decideSeparation(
  who: AnchorId,
  reason: string,
  anchors: readonly AnchorId[],
  pairs: readonly Pair[],
): Result<Separation, SeparateRefusal> {
  if (!anchors.includes(who)) return refuse('already-apart');
  if (anchors.length < 2) return refuse('only-identity');
  if (NUMBER.test(reason)) return refuse('reason-with-number');
  const others = anchors.filter((anchor) => anchor !== who);
  return ok([...separated(who, reason, others), ...keptTogether(others, pairs)]);
}

function separated(
  anchor: AnchorId,
  reason: string,
  others: readonly AnchorId[],
): readonly HappeningOf<'IdentitiesSeparated'>[] {
  const pages = Array.from({ length: Math.ceil(others.length / FROM_MAX) }, (_, page) =>
    others.slice(page * FROM_MAX, (page + 1) * FROM_MAX),
  );
  return pages.map((from) => ({
    kind: 'IdentitiesSeparated',
    capture: 'typed',
    body: { anchor, from, rule: MANAGER_RULE, reason, evidence: [] },
  }));
}

function keptTogether(others: readonly AnchorId[], pairs: readonly Pair[]): HappeningOf<'IdentitiesLinked'>[] {
  const persons = personsOf(others, pairs);
  const [first, ...heads] = others.filter((anchor) => persons.get(anchor) === anchor);
  return first === undefined ? [] : heads.map((head) => linked(first, head, KEPT_TOGETHER_RULE));
}

/**
 * A manager says that two persons are one. Pairs that were held apart between them are what is decided on, so that
 * nothing keeps them apart any more; else their oldest anchors.
 *
 * Refuses `already-one` and `reason-with-number`.
 */
export function decideLink(
  reason: string,
  own: readonly AnchorId[],
  other: readonly AnchorId[],
  pairs: readonly Pair[],
): Result<readonly HappeningOf<'IdentitiesLinked'>[], LinkRefusal> {
  const [first, second] = [own[0], other[0]];
  if (first === undefined || second === undefined || own.includes(second)) return refuse('already-one');
  if (NUMBER.test(reason)) return refuse('reason-with-number');
  const isApart = apartBetween(pairs);
  const apart = own.flatMap((a) => other.filter((b) => isApart(a, b)).map((b) => [a, b] as const));
  const decided = apart.length > 0 ? apart : [[first, second] as const];
  return ok(decided.map(([a, b]) => linked(a, b, MANAGER_RULE)));
}

/** The older one first, so that the ledger names who joined whom. */
function linked(x: AnchorId, y: AnchorId, rule: string): HappeningOf<'IdentitiesLinked'> {
  const anchors: [AnchorId, AnchorId] = pairOf(x, y).a === x ? [x, y] : [y, x];
  return { kind: 'IdentitiesLinked', capture: 'typed', body: { anchors, rule, evidence: [] } };
}
