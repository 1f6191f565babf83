import type { JournalHead } from '#shared/contract/host';
import { isDiskFull } from '../files/error-code';
import type { JournalFile, JournalFiles } from './journal-files';
import { linesOf } from './line';
import { readStartLine, SEGMENT_MAX_BYTES, type Segment, type SegmentStart, segmentName, startLine } from './segment';
import type { SpaceReserve } from './space-reserve';

/** The segment that takes the next line; `length` is how many of its bytes are known to be on disk. */
type Tail = { readonly segment: Segment; readonly file: JournalFile; length: number };

const NO_LINE = Buffer.alloc(0);

export type CommitRefusal = 'disk-full' | 'disk-failed';

export type SegmentWriter = {
  /**
   * Puts a line on disk. `refused`: it is not there and never will be.
   * Throws where the disk broke in a way that leaves this unknown: ask again, with the same line or another.
   * @param before the head that the line follows
   */
  readonly commit: (line: Buffer, before: JournalHead) => Promise<CommitRefusal | 'done'>;
  /**
   * Begins a segment at this head, which is so made to last. Throws where the disk does not let it: `before` stands for
   * the lines that follow, but should none follow, the next start may find either.
   */
  readonly begin: (head: JournalHead, before: JournalHead) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type SegmentWriterParts = {
  readonly files: JournalFiles;
  readonly reserve: SpaceReserve;
  readonly nowMs: () => number;
  /** The last segment, when lines may follow its last byte. */
  readonly resume: { readonly segment: Segment; readonly length: number } | null;
  readonly lastNumber: number;
  readonly onBegun: (segment: Segment) => void;
  readonly onRepaired: (what: string) => void;
};

export async function openSegmentWriter(parts: SegmentWriterParts): Promise<SegmentWriter> {
  const { files, reserve, nowMs, onBegun, onRepaired } = parts;
  let lastNumber = parts.lastNumber;
  let tail: Tail | null = parts.resume && {
    segment: parts.resume.segment,
    file: await files.openEnd(parts.resume.segment.name),
    length: parts.resume.length,
  };
  /**
   * Takes back a line or a segment that may lie beyond what counts. Until one succeeds, a restart could find it, and a
   * segment found ends the tail: so no line may follow in the tail, only in a segment begun later.
   */
  let disown: (() => Promise<boolean>)[] = [];

  const begin = async (head: JournalHead, line: Buffer): Promise<void> => {
    lastNumber += 1;
    const name = segmentName(lastNumber);
    const start: SegmentStart = { journal: 'segment', v: 1, startedAtMs: nowMs(), head };
    const bytes = Buffer.concat([startLine(start), line]);
    const file = await files.create(name);
    try {
      await file.write(bytes);
      await file.sync();
    } catch (error) {
      await file.close().catch(() => undefined);
      disown.push(() => dropFile(files, name));
      throw error;
    }
    const old = tail;
    disown = [];
    tail = { segment: { name, number: lastNumber, start }, file, length: bytes.length };
    onBegun(tail.segment);
    await old?.file.close().catch(() => undefined);
  };

  const beginWith = async (head: JournalHead, line: Buffer, before: JournalHead): Promise<CommitRefusal | 'done'> => {
    let failure: unknown;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await begin(head, line);
        return 'done';
      } catch (error) {
        failure = error;
        if (isDiskFull(error)) await tryRelease();
      }
    }
    return refuse(failure, before);
  };

  const tryRelease = async (): Promise<boolean> => {
    const released = await reserve.release().catch(() => false);
    if (released) onRepaired('reserve-released');
    return released;
  };

  /** Says no only once it is certain that the next start will find `before`, and nothing after it. */
  const refuse = async (failure: unknown, before: JournalHead): Promise<CommitRefusal> => {
    const undone: (() => Promise<boolean>)[] = [];
    for (const undo of disown) if (!(await undo())) undone.push(undo);
    disown = undone;
    if (undone.length > 0) await begin(before, NO_LINE);
    return isDiskFull(failure) ? 'disk-full' : 'disk-failed';
  };

  /** After a failed sync nobody knows what the file holds: it is left alone, and another takes the same bytes. */
  const moveOn = async (from: Tail, line: Buffer, before: JournalHead): Promise<CommitRefusal | 'done'> => {
    const found = await readBack(files, from);
    onRepaired(`segment-sealed ${from.segment.name}:${from.length} ${found}`);
    disown.push(() => cutFile(from));
    tail = null;
    const outcome = await beginWith(before, line, before);
    await from.file.close().catch(() => undefined);
    return outcome;
  };

  const commit = async (line: Buffer, before: JournalHead, isRetry = false): Promise<CommitRefusal | 'done'> => {
    if (!tail || disown.length > 0 || isDone(tail, line, nowMs())) return beginWith(before, line, before);
    const current = tail;
    try {
      await current.file.write(line);
    } catch (error) {
      if (!(await cutFile(current))) {
        disown.push(() => cutFile(current));
        tail = null;
      }
      if (isDiskFull(error) && !isRetry && (await tryRelease())) return commit(line, before, true);
      return refuse(error, before);
    }
    try {
      await current.file.sync();
    } catch {
      return moveOn(current, line, before);
    }
    current.length += line.length;
    return 'done';
  };

  return {
    commit: (line, before) => commit(line, before),
    begin: async (head, before) => {
      const outcome = await beginWith(head, NO_LINE, before);
      if (outcome !== 'done') throw new Error(`segment-not-begun ${outcome}`);
    },
    close: async () => {
      await tail?.file.close();
      tail = null;
    },
  };
}

/** Full, or begun on another day: a segment holds at most one day (UTC), so that old days can be put away whole. */
function isDone(tail: Tail, line: Buffer, nowMs: number): boolean {
  const isFull = tail.length + line.length > SEGMENT_MAX_BYTES;
  return isFull || dayOf(tail.segment.start.startedAtMs) !== dayOf(nowMs);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Cuts a file back to what is known to be on disk; false where even that fails. */
async function cutFile(tail: Tail): Promise<boolean> {
  try {
    await tail.file.truncate(tail.length);
    await tail.file.sync();
    return true;
  } catch {
    return false;
  }
}

async function dropFile(files: JournalFiles, name: string): Promise<boolean> {
  return files.remove(name).then(
    () => true,
    () => false,
  );
}

/** What the file shows after a failed sync, said in `repaired`: whether the lines before are still whole. */
async function readBack(files: JournalFiles, tail: Tail): Promise<string> {
  try {
    const bytes = await files.read(tail.segment.name);
    const lines = [...linesOf(bytes.subarray(0, tail.length))];
    const isWhole = bytes.length >= tail.length && lines.every(({ kind }) => kind === 'good');
    return readStartLine(lines[0]) && isWhole ? 'whole' : 'damaged';
  } catch {
    return 'unreadable';
  }
}
