import type { JournalHead } from '#shared/contract/host';
import { NO_HASH } from '#shared/facts/envelope';
import { EpochId, type MintId } from '#shared/kernel/ids';
import { findNumbering, type Numbering } from './find-numbering';
import type { JournalFiles } from './journal-files';
import { type Line, linesOf } from './line';
import { findDamage } from './read-records';
import {
  findSegments,
  headAfter,
  idsOf,
  numberOfAny,
  readStartLine,
  recordsOf,
  type Segment,
  segmentNumber,
} from './segment';

export type OpenedTail = {
  readonly segments: readonly Segment[];
  /** Where the journal stands, under a new epoch. Without a series where the one in use can't be known for certain. */
  readonly head: JournalHead;
  readonly tailIds: readonly string[];
  /** The last segment, unless its end is damaged: then the next line needs another. */
  readonly resume: { readonly segment: Segment; readonly length: number } | null;
  readonly lastNumber: number;
  readonly repaired: readonly string[];
};

/** Finds where a journal stands by reading its last segment, and what may lie behind it. Throws where that one can't be read or synced. */
export async function openTail(files: JournalFiles, mint: MintId): Promise<OpenedTail> {
  const names = await files.list();
  const lastNumber = Math.max(0, ...names.flatMap((name) => numberOfAny(name) ?? []));
  const epoch = EpochId.parse(mint('epoch'));
  const empty = emptyHead(mint('journal'), epoch);
  const segments = await findSegments(files, empty);
  const last = segments.at(-1);
  if (!last) {
    const repaired = lastNumber > 0 ? ['journal-unreadable'] : [];
    return { segments, head: empty, tailIds: [], resume: null, lastNumber, repaired };
  }
  await makeLast(files, last);
  const bytes = await files.read(last.name);
  const lines = [...linesOf(bytes)];
  const isStartRead = readStartLine(lines[0]) !== null;
  const isWhole = lines.at(-1)?.kind === 'good' && isStartRead && last.number === lastNumber;
  const lostAfter = await findLostAfter(files, names, last);
  const numbering = lostAfter === null ? findNumbering(lines) : null;
  const head = headAfter(last.start.head, bytes);
  return {
    segments,
    head: { ...head, ...(numbering ?? NO_NUMBERING), epoch, ctr: 0 },
    tailIds: [...recordsOf(bytes)].flatMap(idsOf),
    resume: isWhole ? { segment: last, length: bytes.length } : null,
    lastNumber,
    repaired: [
      ...(isStartRead ? [] : [`start-damaged ${last.name}`]),
      ...findDamage(last, bytes, head.records),
      ...badEnd(last, lines.at(-1)),
      ...(lostAfter === null ? [] : [`segment-lost ${lostAfter}`]),
    ],
  };
}

const NO_NUMBERING: Numbering = { series: '', receipts: 0 };

/**
 * The name of a segment after the last readable one that may have held something answered: it is there and damaged, or
 * gone, and only what is kept beside a segment that has a successor still tells of it.
 */
async function findLostAfter(files: JournalFiles, names: readonly string[], last: Segment): Promise<string | null> {
  for (const name of names) {
    const number = numberOfAny(name);
    if (number === null || number < last.number || name === last.name) continue;
    if (segmentNumber(name) === null) return `after ${name}`;
    const lines = [...linesOf(await files.read(name))];
    if (lines.some((line) => line.kind === 'bad' && !line.torn)) return name;
  }
  return null;
}

/** NOTE a process killed between writing and syncing leaves a line that a power cut can still take: it is synced before it counts. */
async function makeLast(files: JournalFiles, segment: Segment): Promise<void> {
  const file = await files.openEnd(segment.name);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A torn line was being written when the power went: it had not been answered, so nothing said done is lost. */
function badEnd(segment: Segment, last: Line | undefined): readonly string[] {
  return last?.kind === 'bad' ? [`${last.torn ? 'line-torn' : 'line-damaged'} ${segment.name}:${last.from}`] : [];
}

function emptyHead(journal: string, epoch: EpochId): JournalHead {
  return { journal, epoch, ctr: 0, hash: NO_HASH, hlc: 0, series: '', receipts: 0, records: 0 };
}
