import type { HostInfo, JournalHead } from '#shared/contract/host';
import type { Fact } from '#shared/facts/registry';
import { FactId } from '#shared/kernel/ids';
import { DAY_MS } from '#shared/kernel/time';
import { type Commits, createCommits } from './commit';
import { type Ledger, openLedger, openReference, type Reference, readFactsAfter } from './databases';
import { type KeptStore, keepStore } from './kept-store';
import { createMarks, type HubMark, type Marks, type ParkedMark } from './marks';
import type { Notices } from './notices';
import { createOwnFacts, type OwnFacts } from './own-facts';
import { insertMissing, readJournal, refillLedger } from './refill';
import { createRestoreWatch, type RestoreWatch } from './restore-watch';
import { factOfRow } from './rows';
import { createTables, type Tables } from './tables';
import type { TillParts } from './till-types';
import { createCell, type View } from './view';

/** What a till keeps on its disk, opened, with what must be known before the first scan. */
export type Stores = {
  readonly ledger: KeptStore<Ledger>;
  readonly reference: KeptStore<Reference>;
  readonly tables: Tables;
  readonly marks: Marks;
  readonly own: OwnFacts;
  readonly commits: Commits;
  readonly restored: RestoreWatch;
  readonly remembered: { readonly mark: HubMark; readonly parked: readonly ParkedMark[] };
  /** A catalogue was here at start: selling does not wait for the hub. */
  readonly wasInstalled: boolean;
  /** Brings facts later than `hlc` back into memory. */
  readonly recall: (hlc: number) => Promise<void>;
  /** Counts how often the whole journal was read: own facts then lack none of it. */
  readonly journalRead: View<number>;
  /**
   * Takes over what the journal holds beyond that. The host answers behind every append it was asked for before, so that
   * what is not there then was not taken. Resolves when that is done, however often it had to be tried.
   */
  readonly catchUp: () => Promise<void>;
  /** Takes over no more of what other windows append. */
  readonly stopHearing: () => void;
};

/** Own facts of so long are held in memory whatever the hub has: receipts, shift, fittings are folded from them. */
const HELD_DAYS = 7;
const REFILL_AFTER_MS = 5_000;

/**
 * Opens ledger and reference. Each journal has its own ledger and each till its own reference, so that another data
 * folder behind the same address never mixes with this one; the others stay aside.
 */
export async function openStores(
  { host, now, storeName = 'seam' }: TillParts,
  info: HostInfo,
  notices: Notices,
): Promise<Stores> {
  const journal = info.head.journal;
  const [ledger, reference] = await Promise.all([
    keepStore({
      base: `${storeName}-ledger-${tail(journal)}`,
      open: openLedger,
      onSetAside: () => notices.say('ledger-set-aside'),
      onReopened: () => void refill(),
    }),
    keepStore({
      base: `${storeName}-reference-${tail(info.device?.id ?? '')}`,
      open: openReference,
      onSetAside: () => notices.say('reference-set-aside'),
    }),
  ]);
  sayIfAnother(storeName, journal, notices);
  const marks = createMarks(ledger);
  const own = createOwnFacts();
  const tables = createTables(reference);
  const journalRead = createCell(0);
  let refilling: Promise<void> | null = null;

  async function tryRefill(): Promise<void> {
    try {
      const filled = await refillLedger({ host, ledger, marks, head: commits.head.get(), onFacts: own.add });
      journalRead.update((times) => times + 1);
      if (filled > 0) notices.say('ledger-refilled', { count: filled });
    } catch {
      setTimeout(() => void refill(), REFILL_AFTER_MS);
    } finally {
      refilling = null;
    }
  }

  /** One at a time; a failure is tried again until the ledger holds what the journal holds. */
  function refill(): Promise<void> {
    refilling ??= tryRefill();
    return refilling;
  }

  /** The facts stand whatever happens here: a failed insert is mended from the journal. */
  async function keep(facts: readonly Fact[]): Promise<void> {
    try {
      await insertMissing(ledger, facts);
    } catch {
      notices.say('ledger-write-failed');
      await ledger.reopen().catch(() => undefined);
      await refill();
    }
  }

  async function readAfter({ records }: JournalHead): Promise<void> {
    await readJournal(host, records, async (facts) => {
      own.add(facts);
      await keep(facts);
    });
  }

  async function catchUp(): Promise<void> {
    while (journalRead.get() === 0) await next(journalRead);
    try {
      await readAfter(commits.head.get());
    } catch {
      await new Promise((resolve) => setTimeout(resolve, REFILL_AFTER_MS));
      await catchUp();
    }
  }

  const commits = createCommits({
    host,
    head: info.head,
    onCommitted: (facts) => {
      own.add(facts);
      void keep(facts);
    },
    onOvertaken: readAfter,
    onBroken: (failure) => {
      notices.say('internal', { message: failure instanceof Error ? failure.message : 'unknown' });
      void refill();
    },
  });
  const stopHearing = host.on('journal.appended', ({ head }) => commits.hear(head));
  const restored = createRestoreWatch(host, commits, () => notices.say('restored'));
  const recall = async (hlc: number): Promise<void> => {
    const rows = await ledger.run((store) => readFactsAfter(store, hlc));
    own.add(rows.map(factOfRow));
  };

  const [mark, parked] = await Promise.all([
    marks.readHub(),
    marks.readParked(),
    tables.load(['settings', 'staff', 'styles', 'prices']),
    refill(),
  ]);
  await recall(Math.min(mark.sentHlc, mark.settledHlc, (now() - HELD_DAYS * DAY_MS) * 1000));
  await recallParked(ledger, own, parked);
  await recallShift(ledger, own);
  restored.lookAtHlc(own.all().at(-1)?.hlc ?? 0);
  void tables.load(['stock', 'tasks', 'receipts']).then(() => {
    for (const table of [tables.stock, tables.tasks, tables.receipts]) restored.look(table.all());
  });
  return {
    ledger,
    reference,
    tables,
    marks,
    own,
    commits,
    restored,
    remembered: { mark, parked },
    wasInstalled: tables.settings.size() > 0 && tables.prices.size() > 0 && tables.staff.size() > 0,
    recall,
    journalRead,
    catchUp,
    stopHearing,
  };
}

function next(view: View<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const stop = view.subscribe(() => {
      stop();
      resolve();
    });
  });
}

async function recallParked(ledger: KeptStore<Ledger>, own: OwnFacts, parked: readonly ParkedMark[]): Promise<void> {
  const ids = parked.map(({ fact }) => fact).filter((id) => FactId.safeParse(id).success);
  if (ids.length === 0) return;
  const found = await ledger.run(({ facts }) => facts.findByIds(ids).exec());
  own.add([...found.values()].map(factOfRow));
}

/** A shift may have been open for longer than facts are held. */
async function recallShift(ledger: KeptStore<Ledger>, own: OwnFacts): Promise<void> {
  if (own.all().some(({ kind }) => kind === 'ShiftOpened')) return;
  const query = { selector: { kind: 'ShiftOpened' }, sort: [{ hlc: 'desc' as const }], limit: 1 };
  const [row] = await ledger.run(({ facts }) => facts.find(query).exec());
  if (row !== undefined) own.add([factOfRow(row)]);
}

/** Enough of an id to tell stores apart, in letters a store's name may have. */
function tail(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(-20);
}

function sayIfAnother(storeName: string, journal: JournalHead['journal'], notices: Notices): void {
  const key = `${storeName}:journal`;
  const before = localStorage.getItem(key);
  if (before !== null && before !== journal) notices.say('ledger-set-aside');
  localStorage.setItem(key, journal);
}
