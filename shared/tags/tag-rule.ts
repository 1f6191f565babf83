import type { Garment } from '../catalog/garment';
import type { Fact, FactKind } from '../facts/registry';
import type { FactId, StoreId } from '../kernel/ids';
import type { InstantMs } from '../kernel/time';

/** Which thread a fact came on. A clerk's word is `staff`. */
export type EvidenceSource = 'store' | 'online' | 'staff';

/** What happened to the garment, in one word a screen can say. Words: namespace `common`, key `evidence`. */
export type EvidenceWhat =
  | 'bought'
  | 'returned'
  | 'left'
  | 'held'
  | 'swapped'
  | 'tried'
  | 'ordered'
  | 'viewed'
  | 'scanned'
  | 'visited';

/** One fact behind a tag, with what is needed to show a line of text on a till that does not hold the fact itself. */
export type Evidence = {
  readonly fact: FactId;
  readonly at: InstantMs;
  readonly source: EvidenceSource;
  readonly what: EvidenceWhat;
  readonly store?: StoreId;
  readonly garment?: Pick<Garment, 'style' | 'name' | 'colour' | 'size'>;
  readonly reason?: string;
};

/**
 * A claim about a person, with why: `value` is a style id, a category with a size, or a moment, by tag.
 * @property confidence 0–1, four decimals
 * @property source `rule@version`
 */
export type Tag = {
  readonly tag: TagName;
  readonly value: TagValue;
  readonly confidence: number;
  readonly source: string;
  readonly evidence: readonly Evidence[];
  readonly firstSeen: InstantMs;
  readonly lastSeen: InstantMs;
  readonly expires: InstantMs | null;
};

export type TagValue =
  | {
      readonly kind: 'style';
      readonly style: string;
      readonly name: Garment['name'];
      readonly size: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'size'; readonly category: string; readonly size: string; readonly fits: number }
  | {
      readonly kind: 'channels';
      readonly lastAt: InstantMs;
      readonly lastWhere: 'store' | 'online';
      readonly store: number;
      readonly online: number;
    };

export const tagNames = ['tried-on-not-bought', 'usual-size', 'last-seen'] as const;
export type TagName = (typeof tagNames)[number];

/**
 * A pure, commutative reducer, run by till and hub alike. `State` is JSON of integers and text; `merge` is exact
 * (order-free, same as gathering all facts into one), windows are relative to the newest fact in the state, and
 * decay happens only in `holds`, so that a new half-life needs no replay.
 */
export type TagRule<State> = {
  readonly tag: TagName;
  readonly version: number;
  readonly listensTo: readonly FactKind[];
  readonly noEvidence: State;
  /** Called once for each fact of the anchor, in any order. `at` is `min(hlc, receivedAt)` in ms. */
  readonly gather: (state: State, fact: Fact, at: InstantMs) => State;
  readonly merge: (a: State, b: State) => State;
  readonly holds: (state: State, now: InstantMs) => readonly Tag[];
};
