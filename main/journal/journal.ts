import type { AppendAnswer, JournalHead } from '#shared/contract/host';
import type { Fact } from '#shared/facts/registry';
import type { MintId } from '#shared/kernel/ids';
import type { Result } from '#shared/kernel/result';
import { inBatches } from '../files/in-batches';
import { oneAtATime } from '../files/one-at-a-time';
import { type ClosedSegment, readIds, writeIds } from './fact-index';
import type { AppendRefusal } from './finish-facts';
import { followFacts, StoredFact } from './follow-facts';
import type { JournalFiles } from './journal-files';
import { lineOf } from './line';
import { openTail } from './open-tail';
import { type RecordsPage, recordReader } from './read-records';
import { idsOf, recordsOf, type Segment } from './segment';
import { openSegmentWriter } from './segment-writer';
import { spaceReserve } from './space-reserve';

/** The till's black box: an append that was answered survives a power cut, and *is* the sale. */
export type Journal = {
  readonly head: () => JournalHead;
  /** The head once all that was asked for before is done or refused: what is still being written may stand. */
  readonly settledHead: () => Promise<JournalHead>;
  /** What was found damaged or had to be mended, for people: a code, then where. */
  readonly repaired: () => readonly string[];
  /**
   * Stores what `finish` makes of the head, as one line: all of it or nothing. A first id that is already stored is
   * answered with what was stored then. Throws where the outcome is unknown: ask again with the same id.
   */
  readonly append: (
    id: string,
    finish: (head: JournalHead) => Promise<Result<readonly Fact[], AppendRefusal>>,
  ) => Promise<AppendAnswer>;
  /**
   * Facts in journal order from after record `after`, those of appends asked for before among them; whole records, so a
   * page may hold a few more than `limit`.
   */
  readonly read: (after: number, limit: number) => Promise<RecordsPage>;
  /** Receipts start again at 1 in another series; nothing changes where it is the one in use. Throws as `raiseHlc`. */
  readonly beginSeries: (series: string) => Promise<JournalHead>;
  /** No later fact is before this moment (µs). Throws where the disk fails: the head stays, and may be raised after a restart. */
  readonly raiseHlc: (hlc: number) => Promise<JournalHead>;
  /** Gives back the space held for a full disk, and says whether there was any. */
  readonly makeRoom: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

export type JournalParts = {
  readonly files: JournalFiles;
  readonly mint: MintId;
  readonly nowMs: () => number;
  /** Bytes held back for a full disk; 64 MB unless a test says otherwise. */
  readonly reserveBytes?: number;
};

/** Opens the journal in a folder, or begins one, under a new epoch. Throws where the folder can't be read or written. */
export async function openJournal({ files, mint, nowMs, reserveBytes }: JournalParts): Promise<Journal> {
  const found = await openTail(files, mint);
  const repaired = new Set<string>(found.repaired);
  const segments: Segment[] = [...found.segments];
  const reserve = spaceReserve(files, reserveBytes);
  let head = found.head;
  let tailIds = new Set<string>(found.tailIds);

  const closed = (): readonly ClosedSegment[] =>
    segments.slice(0, -1).map((segment, at) => ({ segment, until: segments[at + 1]?.start.head.records ?? 0 }));
  const idsOfClosed = async (one: ClosedSegment) => {
    const ids = await readIds(files, one).catch(() => {
      repaired.add(`segment-unreadable ${one.segment.name}`);
      return new Set<string>();
    });
    return { ...one, ids };
  };
  const closedIds = inBatches(closed(), 16, idsOfClosed).then((all) => [...all]);
  let indexing: Promise<unknown> = closedIds;

  const onBegun = (segment: Segment) => {
    const [before] = segments.slice(-1);
    segments.push(segment);
    if (!before) return;
    const ended = { segment: before, until: segment.start.head.records, ids: tailIds };
    tailIds = new Set();
    indexing = closedIds.then((all) => {
      all.push(ended);
      return writeIds(files, ended, ended.ids);
    });
  };

  const writer = await openSegmentWriter({
    files,
    reserve,
    nowMs,
    resume: found.resume,
    lastNumber: found.lastNumber,
    onBegun,
    onRepaired: (what) => repaired.add(what),
  });
  if (!found.resume) await writer.begin(head, head);
  const filling = reserve.fill().catch((error: unknown) => repaired.add(`reserve-failed ${String(error)}`));

  const stored = async (id: string): Promise<readonly unknown[] | null> => {
    await indexing;
    const owner = tailIds.has(id) ? segments.at(-1) : (await closedIds).find(({ ids }) => ids.has(id))?.segment;
    if (!owner) return null;
    for (const record of recordsOf(await files.read(owner.name)))
      if (idsOf(record)[0] === id) return JSON.parse(record.json) as readonly unknown[];
    return [];
  };

  const makeRoom = async () => {
    const released = await reserve.release().catch(() => false);
    if (released) repaired.add('reserve-released');
    return released;
  };
  const serially = oneAtATime();
  const readPage = recordReader(files, (what) => repaired.add(what));
  const move = (next: JournalHead) => async () => {
    await writer.begin(next, head);
    head = next;
    return head;
  };
  // Waits for its turn and holds up nobody: reading itself is done beside the appends that follow.
  const settledHead = () => serially(async () => head);
  return {
    head: () => head,
    settledHead,
    repaired: () => [...repaired],
    append: (id, finish) =>
      serially(async () => {
        const before = await stored(id);
        if (before)
          return before.length > 0 ? { status: 'appended', facts: before, head } : refused('fact-invalid', head);
        const finished = await finish(head);
        if (!finished.ok) return refused(finished.refusal.code, head);
        const facts = finished.value;
        const outcome = await writer.commit(lineOf(head.records + 1, JSON.stringify(facts)), head);
        if (outcome !== 'done') return refused(outcome, head);
        for (const fact of facts) tailIds.add(fact.id);
        head = followFacts(head, StoredFact.array().parse(facts));
        return { status: 'appended', facts, head };
      }),
    read: async (after, limit) => readPage({ segments, head: await settledHead(), after, limit }),
    beginSeries: (series) =>
      serially(() => (series === head.series ? Promise.resolve(head) : move({ ...head, series, receipts: 0 })())),
    raiseHlc: (hlc) => serially(() => (hlc <= head.hlc ? Promise.resolve(head) : move({ ...head, hlc })())),
    makeRoom,
    close: () =>
      serially(async () => {
        await Promise.all([filling, indexing]);
        await writer.close();
      }),
  };
}

function refused(code: AppendRefusal, head: JournalHead): AppendAnswer {
  return { status: 'refused', code, head };
}
