import { z } from 'zod';
import type { HostApi, JournalHead } from '#shared/contract/host';
import { DevicePlace, Hash } from '#shared/facts/envelope';
import { Fact } from '#shared/facts/registry';
import { countFactsTo, type Ledger } from './databases';
import { insist } from './insist';
import type { KeptStore } from './kept-store';
import type { Marks } from './marks';
import { rowOfFact } from './rows';

const PAGE = 500;

/** A stored fact's place in the chain, whatever else it says. */
const UnknownFact = z.looseObject({ id: z.string(), device: DevicePlace, hash: Hash });
export type UnknownFact = z.output<typeof UnknownFact>;

export type RefillParts = {
  readonly host: HostApi;
  readonly ledger: KeptStore<Ledger>;
  readonly marks: Marks;
  /** Where the journal stood when this was asked for: what is appended meanwhile was never missing. */
  readonly head: Pick<JournalHead, 'journal' | 'records' | 'hlc'>;
  /** Facts as they are read, also those that the ledger then refuses. */
  readonly onFacts: (facts: readonly Fact[]) => void;
};

/**
 * Brings the ledger up to the journal, one way: the journal is the truth. Reads from where it last stopped, or from
 * the first kept record where the ledger is new or lost facts since, or the journal was put back to an earlier day.
 * A fact of a form this page does not know stays in the journal only; the hub hears of its place as a stub.
 * Rejects where the ledger refused a fact, once all were read.
 * @returns how many facts up to `head` the ledger did not have
 */
export async function refillLedger({ host, ledger, marks, head, onFacts }: RefillParts): Promise<number> {
  const { journal, records } = head;
  const mark = await marks.readRefill();
  const isFollowing = mark !== null && mark.journal === journal && mark.after <= records;
  const isCurrent = isFollowing && (await ledger.run((store) => countFactsTo(store, mark.hlc))) >= mark.count;
  let filled = 0;
  let hlc = isCurrent ? mark.hlc : 0;
  let failure: unknown = null;
  const after = await readJournal(host, isCurrent ? mark.after : 0, async (facts) => {
    hlc = facts.reduce((latest, fact) => Math.max(latest, fact.hlc), hlc);
    onFacts(facts);
    try {
      const inserted = await insertMissing(ledger, facts);
      filled += inserted.filter((fact) => fact.hlc <= head.hlc).length;
    } catch (refused) {
      failure ??= refused;
    }
  });
  if (failure !== null) throw failure;
  const count = await ledger.run((store) => countFactsTo(store, hlc));
  if (mark?.after !== after || mark.count !== count || mark.hlc !== hlc || mark.journal !== journal) {
    await marks.writeRefill({ journal, after, hlc, count });
  }
  return filled;
}

/**
 * Reads the journal's facts from after record `from` to its end, page by page. Those of a form this page does not know
 * are told apart: they are there, but nothing here can use them.
 * @returns the last record read
 */
export async function readJournal(
  host: HostApi,
  from: number,
  onFacts: (facts: readonly Fact[], unknown: readonly UnknownFact[]) => Promise<void>,
): Promise<number> {
  for (let after = from; ; ) {
    const page = await insist(() => host.request('journal.read', { after, limit: PAGE }));
    const read = page.facts.map((stored) => ({ stored, fact: Fact.safeParse(stored).data }));
    await onFacts(
      read.flatMap(({ fact }) => fact ?? []),
      read.flatMap(({ stored, fact }) => (fact ? [] : (UnknownFact.safeParse(stored).data ?? []))),
    );
    after = page.next;
    if (!page.more) return after;
  }
}

/** Puts facts into the ledger that are not there yet; answers which. Rejects where a write failed. */
export async function insertMissing(ledger: KeptStore<Ledger>, facts: readonly Fact[]): Promise<readonly Fact[]> {
  if (facts.length === 0) return [];
  const { error } = await ledger.run((store) => store.facts.bulkInsert(facts.map(rowOfFact)));
  const failed = error.find(({ status }) => status !== 409);
  if (failed) throw new Error(`the ledger refused a fact: ${failed.status}`);
  const there = new Set(error.map(({ documentId }) => documentId));
  return facts.filter(({ id }) => !there.has(id));
}
