import type { HostApi, JournalHead } from '#shared/contract/host';
import { Fact } from '#shared/facts/registry';
import type { Ledger } from './databases';
import { insist } from './insist';
import type { KeptStore } from './kept-store';
import type { Marks } from './marks';
import { rowOfFact } from './rows';

const PAGE = 500;

export type RefillParts = {
  readonly host: HostApi;
  readonly ledger: KeptStore<Ledger>;
  readonly marks: Marks;
  /** Where the journal stands. */
  readonly head: Pick<JournalHead, 'journal' | 'records'>;
  readonly onFacts: (facts: readonly Fact[]) => void;
};

/**
 * Brings the ledger up to the journal, one way: the journal is the truth. Reads from where it last stopped, or from
 * the first kept record where the ledger is new or lost facts since, or the journal was put back to an earlier day.
 * A fact of a form this page does not know stays in the journal only; the hub hears of its place as a stub.
 * @returns how many facts the ledger did not have
 */
export async function refillLedger({ host, ledger, marks, head, onFacts }: RefillParts): Promise<number> {
  const { journal, records } = head;
  const mark = await marks.readRefill();
  const held = await ledger.run(({ facts }) => facts.count().exec());
  const isCurrent = mark !== null && mark.journal === journal && mark.after <= records && held >= mark.count;
  let filled = 0;
  const after = await readJournal(host, isCurrent ? mark.after : 0, async (facts) => {
    filled += await insertMissing(ledger, facts);
    onFacts(facts);
  });
  const count = await ledger.run(({ facts }) => facts.count().exec());
  if (mark?.after !== after || mark.count !== count || mark.journal !== journal) {
    await marks.writeRefill({ journal, after, count });
  }
  return filled;
}

/**
 * Reads the journal's facts from after record `from` to its end, page by page.
 * @returns the last record read
 */
export async function readJournal(
  host: HostApi,
  from: number,
  onFacts: (facts: readonly Fact[]) => Promise<void>,
): Promise<number> {
  for (let after = from; ; ) {
    const page = await insist(() => host.request('journal.read', { after, limit: PAGE }));
    await onFacts(page.facts.flatMap((fact) => Fact.safeParse(fact).data ?? []));
    after = page.next;
    if (!page.more) return after;
  }
}

/** Puts facts into the ledger that are not there yet; answers how many. Rejects where a write failed. */
export async function insertMissing(ledger: KeptStore<Ledger>, facts: readonly Fact[]): Promise<number> {
  if (facts.length === 0) return 0;
  const { success, error } = await ledger.run((store) => store.facts.bulkInsert(facts.map(rowOfFact)));
  const failed = error.find(({ status }) => status !== 409);
  if (failed) throw new Error(`the ledger refused a fact: ${failed.status}`);
  return success.length;
}
