import { z } from 'zod';
import { FactId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { BasketClaims } from './basket-claims';
import type { Ledger } from './databases';
import type { KeptNotes } from './kept-notes';
import type { KeptStore } from './kept-store';
import { createCell, type View } from './view';

/** A sale that stands and whose receipt nobody has put away yet. `isEarlier` as in `CompletedSale`. */
export const UnseenReceipt = z.object({ unseen: FactId, isEarlier: z.boolean(), atMs: z.number() }).readonly();
export type UnseenReceipt = z.output<typeof UnseenReceipt>;

/** Receipts that nobody has put away yet, oldest first; a shopper stands before the newest. */
export type UnseenReceipts = {
  readonly all: View<readonly UnseenReceipt[]>;
  /** Written before anything that is asked for later: while its basket is on the disk it can be found by that. */
  readonly show: (sale: FactId, isEarlier: boolean) => void;
  /** Takes over one that another window let go. */
  readonly adopt: (receipt: UnseenReceipt) => void;
  readonly putAway: (sale: FactId) => void;
};

export type UnseenReceiptsParts = {
  readonly notes: KeptNotes;
  readonly ledger: KeptStore<Ledger>;
  readonly claims: BasketClaims;
  readonly now: () => InstantMs;
  /** Those that this window has claimed, oldest first. */
  readonly remembered: readonly UnseenReceipt[];
};

const KEPT = 12;

/** Remembers them in the ledger, so that a page that dies leaves no doubt whether money was taken. */
export function createUnseenReceipts({ notes, ledger, claims, now, remembered }: UnseenReceiptsParts): UnseenReceipts {
  const all = createCell(remembered);
  // One that can't be kept is still on screen, and in the list of today's receipts.
  const keep = (receipt: UnseenReceipt) => void notes.keep(receipt.unseen, receipt).catch(() => undefined);
  const without = (sale: FactId) => all.get().filter(({ unseen }) => unseen !== sale);

  function putAway(sale: FactId): void {
    all.set(without(sale));
    notes.forget(sale);
  }

  // A store that had to begin anew holds none of them.
  ledger.life.subscribe(() => all.get().forEach(keep));

  return {
    all,
    show: (sale, isEarlier) => {
      const receipt = { unseen: sale, isEarlier, atMs: now() };
      if (!claims.isAsked(sale)) void claims.claim(sale);
      keep(receipt);
      all.set([...without(sale), receipt]);
      for (const { unseen } of all.get().slice(0, -KEPT)) putAway(unseen);
    },
    adopt: (receipt) => all.set([receipt, ...without(receipt.unseen)]),
    putAway,
  };
}
