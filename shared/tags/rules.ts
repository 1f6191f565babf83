import type { Fact, FactKind } from '../facts/registry';
import type { InstantMs } from '../kernel/time';
import { lastSeen } from './rules/last-seen';
import { triedOnNotBought } from './rules/tried-on-not-bought';
import { usualSize } from './rules/usual-size';
import type { Tag, TagRule } from './tag-rule';

/**
 * A rule whose state is opaque: what an anchor carries. `key` is `rule@version`; a state under another version's key
 * is never read, so a new version starts from nothing until the hub has folded it again.
 */
export type AnchorRule = {
  readonly key: string;
  readonly listensTo: readonly FactKind[];
  readonly gather: (state: unknown, fact: Fact, at: InstantMs) => unknown;
  readonly merge: (a: unknown, b: unknown) => unknown;
  readonly holds: (state: unknown, now: InstantMs) => readonly Tag[];
};

/** Every tag rule there is, in the order in which a person's tags are shown. */
export const tagRules: readonly AnchorRule[] = [opaque(triedOnNotBought), opaque(usualSize), opaque(lastSeen)];

function opaque<State>(rule: TagRule<State>): AnchorRule {
  // The key names rule and version, so what stands under it was made by this very rule.
  const read = (state: unknown): State => (state === undefined ? rule.noEvidence : (state as State));
  return {
    key: `${rule.tag}@${rule.version}`,
    listensTo: rule.listensTo,
    gather: (state, fact, at) => rule.gather(read(state), fact, at),
    merge: (a, b) => rule.merge(read(a), read(b)),
    holds: (state, now) => rule.holds(read(state), now),
  };
}
