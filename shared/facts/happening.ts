import type { AnchorId } from '../kernel/ids';
import type { Capture } from './envelope';
import type { FactBody, FactKind } from './registry';

/**
 * What a decider says happened, before anyone knows where it stands in a chain or what time it is.
 * `secret` is the plain form of the fact's `private`.
 */
export type HappeningOf<Kind extends FactKind> = Kind extends FactKind
  ? {
      readonly kind: Kind;
      readonly body: FactBody<Kind>;
      readonly capture: Capture;
      readonly who?: AnchorId;
      readonly secret?: unknown;
    }
  : never;

export type Happening = HappeningOf<FactKind>;
