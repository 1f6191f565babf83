import type { Fact } from '../facts/registry';
import { mergeRecords, type SortedRecord, valueAt, withValue } from '../kernel/sorted-record';
import type { InstantMs } from '../kernel/time';
import { tagRules } from '../tags/rules';
import type { Tag } from '../tags/tag-rule';
import type { AnchorState } from './anchor';
import { type Consent, foldConsent, mergeConsents, noConsents, readConsents } from './consent';

/** An anchor of which nothing is known yet. */
export const noAnchorState: AnchorState = { facts: 0, firstAt: null, lastAt: null, tags: {}, consents: noConsents };

/**
 * Folds one fact of the anchor in. Facts may come in any order, each once: `seen` and the hub's log see to that.
 * @param atMs `min(hlc, receivedAt)` in ms on the hub, the hlc's on the till before the hub has it
 */
export function foldAnchor(state: AnchorState, fact: Fact, atMs: InstantMs): AnchorState {
  const listening = tagRules.filter(({ listensTo }) => listensTo.includes(fact.kind));
  return {
    facts: state.facts + 1,
    firstAt: earlier(state.firstAt, atMs),
    lastAt: later(state.lastAt, atMs),
    tags: listening.reduce<SortedRecord<unknown>>(
      (tags, rule) => withValue(tags, rule.key, rule.gather(valueAt(tags, rule.key), fact, atMs)),
      state.tags,
    ),
    consents: fact.kind === 'ConsentChanged' ? foldConsent(state.consents, fact, atMs) : state.consents,
  };
}

/** The profile of a person: exactly what folding all the anchors' facts into one would give. */
export function mergeAnchorStates(states: readonly AnchorState[]): AnchorState {
  return states.reduce(mergeTwo, noAnchorState);
}

/** The tags that hold at a moment, each with its evidence. */
export function tagsOf(state: AnchorState, nowMs: InstantMs): readonly Tag[] {
  return tagRules.flatMap(({ key, holds }) => {
    const evidence = valueAt(state.tags, key);
    return evidence === undefined ? [] : holds(evidence, nowMs);
  });
}

/** The consents ever given or withdrawn; every other is off. */
export function consentsOf(state: AnchorState): readonly Consent[] {
  return readConsents(state.consents);
}

function mergeTwo(a: AnchorState, b: AnchorState): AnchorState {
  return {
    facts: a.facts + b.facts,
    firstAt: earlier(a.firstAt, b.firstAt),
    lastAt: later(a.lastAt, b.lastAt),
    tags: tagRules.reduce<SortedRecord<unknown>>(
      (tags, { key, merge }) => {
        const [left, right] = [valueAt(a.tags, key), valueAt(b.tags, key)];
        if (left === undefined || right === undefined) return tags;
        return withValue(tags, key, merge(left, right));
      },
      mergeRecords(a.tags, b.tags, (left) => left),
    ),
    consents: mergeConsents(a.consents, b.consents),
  };
}

function earlier(a: InstantMs | null, b: InstantMs | null): InstantMs | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function later(a: InstantMs | null, b: InstantMs | null): InstantMs | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
