import type { CollectionName } from '#shared/documents/documents';
import type { FactKind } from '#shared/facts/registry';
import type { InstantMs } from '#shared/kernel/time';

/** A fact the hub could not take. It stays in its place, money and goods are recorded, and a person should look. */
export type ParkedView = {
  /** The fact's id, or a name of the gap where a fact is missing. */
  readonly fact: string;
  readonly kind: FactKind | 'unreadable';
  readonly code: string;
  readonly occurredAtMs: InstantMs | null;
  /** Receipt number, where the fact is a sale. */
  readonly number: string | null;
  readonly totalMinor: number | null;
};

/** How much of a collection is here. `of` is null until the hub has said how many there are. */
export type Coverage = {
  readonly have: number;
  readonly of: number | null;
  /** Everything the hub had at `heardAtMs` is here. */
  readonly isComplete: boolean;
  readonly heardAtMs: InstantMs | null;
};

export type SyncView = {
  /** One word for the pill, worst first: `needs-you`, `offline`, `waiting`, `all-sent`; `unheard` before the first answer. */
  readonly state: 'unheard' | 'all-sent' | 'waiting' | 'offline' | 'needs-you';
  readonly waiting: number;
  readonly oldestAtMs: InstantMs | null;
  readonly waitingKinds: readonly { readonly kind: FactKind; readonly count: number; readonly oldestAtMs: InstantMs }[];
  readonly parked: readonly ParkedView[];
  readonly isOffline: boolean;
  readonly offlineSinceMs: InstantMs | null;
  readonly lastHeardMs: InstantMs | null;
  /** Hub clock minus this machine's, at the last measurement. */
  readonly clockOffsetMs: number | null;
  readonly coverage: Readonly<Record<CollectionName, Coverage>>;
  /** Last refusal of the hub that is not about a fact (token, version …), for the panel. */
  readonly lastRefusal: string | null;
};

/** Something happened that a person should know once. Words: namespace `pos`, key `notices.<code>`. */
export type Notice = {
  readonly id: number;
  readonly code:
    | 'restored'
    | 'series-changed'
    | 'hub-restored'
    | 'ledger-write-failed'
    | 'basket-not-kept'
    | 'ledger-refilled'
    | 'ledger-set-aside'
    | 'reference-set-aside'
    | 'journal-repaired'
    | 'series-begun'
    | 'storage-not-kept'
    | 'internal';
  readonly params: Readonly<Record<string, string | number>>;
  readonly atMs: InstantMs;
};
