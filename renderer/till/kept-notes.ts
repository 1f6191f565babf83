import type { BasketClaims, ClaimedId } from './basket-claims';
import type { Ledger } from './databases';
import type { KeptStore } from './kept-store';

/** What this window keeps among the ledger's drafts, written one after the other in the order asked. */
export type KeptNotes = {
  /** Rejects where it could not be kept. */
  readonly keep: (id: ClaimedId, note: unknown) => Promise<void>;
  /** Removes it, then lets its claim go. */
  readonly forget: (id: ClaimedId) => void;
  readonly settled: () => Promise<void>;
};

export function createKeptNotes(ledger: KeptStore<Ledger>, claims: BasketClaims): KeptNotes {
  let writing: Promise<unknown> = Promise.resolve();

  function inTurn(act: () => Promise<void>): Promise<void> {
    const done = writing.then(act);
    writing = done.catch(() => undefined);
    return done;
  }

  return {
    keep: (id, note) => {
      const row = { id, text: JSON.stringify(note) };
      return inTurn(() =>
        ledger.run(async ({ drafts }) => {
          await drafts.incrementalUpsert(row);
        }),
      );
    },
    forget: (id) => {
      inTurn(async () => {
        await ledger.run(({ drafts }) => drafts.bulkRemove([id]));
        // Not before, and not if it could not be removed: another window would take over a basket that is sold.
        claims.letGo(id);
      }).catch(() => undefined);
    },
    settled: async () => {
      await writing;
    },
  };
}
