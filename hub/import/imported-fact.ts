import type { Happening } from '#shared/facts/happening';
import type { FactId, StoreId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';

/**
 * What a source says happened. Its id is made of what names it in the source, so that it goes into the log once however
 * often it is imported. `store` is given for stock only: it goes to the store's stream.
 */
export type ImportedFact = Happening & { readonly id: FactId; readonly atMs: InstantMs; readonly store?: StoreId };
