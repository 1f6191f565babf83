import type { JournalHead } from '#shared/contract/host';
import { NO_HASH } from '#shared/facts/envelope';
import { EpochId, type MintId } from '#shared/kernel/ids';
import type { JournalFiles } from './journal-files';
import { type Line, linesOf } from './line';
import { findDamage } from './read-records';
import { findSegments, headAfter, idsOf, readStartLine, recordsOf, type Segment, segmentNumber } from './segment';

export type OpenedTail = {
  readonly segments: readonly Segment[];
  /** Where the journal stands, under a new epoch. */
  readonly head: JournalHead;
  readonly tailIds: readonly string[];
  /** The last segment, unless its end is damaged: then the next line needs another. */
  readonly resume: { readonly segment: Segment; readonly length: number } | null;
  readonly lastNumber: number;
  readonly repaired: readonly string[];
};

/** Finds where a journal stands by reading its last segment only. Throws where that one can't be read or synced. */
export async function openTail(files: JournalFiles, mint: MintId): Promise<OpenedTail> {
  const numbers = (await files.list()).flatMap((name) => segmentNumber(name) ?? []);
  const lastNumber = Math.max(0, ...numbers);
  const segments = await findSegments(files);
  const epoch = EpochId.parse(mint('epoch'));
  const last = segments.at(-1);
  if (!last) {
    const repaired = lastNumber > 0 ? ['journal-unreadable'] : [];
    return { segments, head: emptyHead(mint('journal'), epoch), tailIds: [], resume: null, lastNumber, repaired };
  }
  await makeLast(files, last);
  const bytes = await files.read(last.name);
  const lines = [...linesOf(bytes)];
  const isWhole = lines.at(-1)?.kind === 'good' && readStartLine(lines[0]) !== null && last.number === lastNumber;
  const head = headAfter(last.start.head, bytes);
  return {
    segments,
    head: { ...head, epoch, ctr: 0 },
    tailIds: [...recordsOf(bytes)].flatMap(idsOf),
    resume: isWhole ? { segment: last, length: bytes.length } : null,
    lastNumber,
    repaired: [...findDamage(last, bytes, head.records), ...tornEnd(last, lines.at(-1))],
  };
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

/** The line that was being written when the power went. It had not been answered, so nothing said done is lost. */
function tornEnd(segment: Segment, last: Line | undefined): readonly string[] {
  return last?.kind === 'bad' ? [`${last.torn ? 'line-torn' : 'line-damaged'} ${segment.name}:${last.from}`] : [];
}

function emptyHead(journal: string, epoch: EpochId): JournalHead {
  return { journal, epoch, ctr: 0, hash: NO_HASH, hlc: 0, series: '', receipts: 0, records: 0 };
}
