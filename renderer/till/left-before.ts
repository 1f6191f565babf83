import type { Fact } from '#shared/facts/registry';
import type { BasketClaims, ClaimedId } from './basket-claims';
import { Draft } from './baskets';
import { type Ledger, readTable } from './databases';
import type { KeptStore } from './kept-store';
import { factOfRow } from './rows';
import { UnseenReceipt } from './unseen-receipts';

/** What pages before this one left open, oldest first, and those of their sales that stand meanwhile. */
export type LeftBefore = {
  readonly drafts: readonly Draft[];
  readonly receipts: readonly UnseenReceipt[];
  readonly standing: readonly Fact[];
};

async function readLeft(ledger: KeptStore<Ledger>): Promise<LeftBefore> {
  const rows = await ledger.run((store) => readTable(store.drafts));
  const notes = rows.map(({ text }): unknown => JSON.parse(text));
  const drafts = notes.flatMap((note) => Draft.safeParse(note).data ?? []).sort(byAge);
  const receipts = notes.flatMap((note) => UnseenReceipt.safeParse(note).data ?? []).sort(byAge);
  const sales = [...drafts.map(({ sale }) => sale), ...receipts.map(({ unseen }) => unseen)];
  const sold = await ledger.run(({ facts }) => facts.findByIds(sales).exec());
  return { drafts, receipts, standing: [...sold.values()].map(factOfRow) };
}

function byAge(a: { readonly atMs: number }, b: { readonly atMs: number }): number {
  return a.atMs - b.atMs;
}

function only({ drafts, receipts, standing }: LeftBefore, ids: ReadonlySet<ClaimedId>): LeftBefore {
  return {
    drafts: drafts.filter(({ basket }) => ids.has(basket.id)),
    receipts: receipts.filter(({ unseen }) => ids.has(unseen)),
    standing,
  };
}

/** How long a start waits for what another window may have: that of a page being reloaded is gone by then. */
const CLAIM_WAIT_MS = 400;

const LOOK_EVERY_MS = 3_000;

export type ClaimedLeft = LeftBefore & {
  /** Hears of those that other windows had, each once its window has let it go. Answers how to stop. */
  readonly follow: (listen: (left: LeftBefore) => void) => () => void;
};

/** The baskets and receipts left from before that no other window has. */
export async function claimLeft(ledger: KeptStore<Ledger>, claims: BasketClaims): Promise<ClaimedLeft> {
  const claimed = new Set<ClaimedId>();
  let hear = (id: ClaimedId): unknown => claimed.add(id);
  const claimNew = async () => {
    const { drafts, receipts } = await readLeft(ledger);
    const ids = [...drafts.map(({ basket }) => basket.id), ...receipts.map(({ unseen }) => unseen)];
    return Promise.all(ids.filter((id) => !claims.isAsked(id)).map((id) => claims.claim(id).then(() => hear(id))));
  };
  await Promise.race([claimNew(), pause(CLAIM_WAIT_MS)]);
  const atStart = new Set(claimed);
  // Read again: whoever had them may have changed, sold or put them away until it let go.
  const left = only(await readLeft(ledger), atStart);
  return {
    ...left,
    follow: (listen) => {
      hear = async (id) => {
        const later = only(await readLeft(ledger), new Set([id]));
        if (later.drafts.length + later.receipts.length > 0) listen(later);
        else claims.letGo(id);
      };
      for (const id of claimed) if (!atStart.has(id)) void Promise.resolve(hear(id)).catch(() => undefined);
      const timer = setInterval(() => void claimNew().catch(() => undefined), LOOK_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
