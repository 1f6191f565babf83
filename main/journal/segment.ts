import { z } from 'zod';
import { JournalHead } from '#shared/contract/host';
import { inBatches } from '../files/in-batches';
import { followFacts, StoredFact } from './follow-facts';
import type { JournalFiles } from './journal-files';
import { type Line, lineOf, linesOf } from './line';

/** A segment takes no more lines once it is this large, so that a start reads little. */
export const SEGMENT_MAX_BYTES = 2 * 1024 * 1024;

/**
 * A segment's first line: where the journal stood when it was begun. It also ends its predecessor, whose lines after
 * `head.records` count for nothing: so a line that was refused, torn or written again here is disowned for good.
 */
export const SegmentStart = z.object({
  journal: z.literal('segment'),
  v: z.literal(1),
  startedAtMs: z.int(),
  head: JournalHead,
});
export type SegmentStart = z.output<typeof SegmentStart>;

/** A segment whose start is known. `number` orders segments; `bytes` of the lines that count is found by reading. */
export type Segment = { readonly name: string; readonly number: number; readonly start: SegmentStart };

const NAME = /^(\d{6,})\.journal$/;
const NAME_OF_ANY = /^(\d{6,})\./;

export function segmentName(number: number): string {
  return `${String(number).padStart(6, '0')}.journal`;
}

/** The number in a segment's name, or null where the file is something else. */
export function segmentNumber(name: string): number | null {
  const match = NAME.exec(name);
  return match ? Number(match[1]) : null;
}

/** As {@link segmentNumber}, also for a file that is kept beside a segment: there was such a segment. */
export function numberOfAny(name: string): number | null {
  const match = NAME_OF_ANY.exec(name);
  return match ? Number(match[1]) : null;
}

export function startLine(start: SegmentStart): Buffer {
  return lineOf(start.head.records, JSON.stringify(start));
}

/** The start written in a segment's first line, or null where it can't be read. */
export function readStartLine(line: Line | undefined): SegmentStart | null {
  if (line?.kind !== 'good') return null;
  const start = SegmentStart.safeParse(JSON.parse(line.json));
  return start.success ? start.data : null;
}

/** One record: the facts of one append. */
export type JournalRecord = {
  readonly record: number;
  readonly json: string;
  readonly from: number;
  readonly to: number;
};

/** The records of a segment, without its start and without bad lines. `isRecord` is by form: records are JSON arrays. */
export function* recordsOf(bytes: Buffer, from = 0): Generator<JournalRecord> {
  for (const line of linesOf(bytes, from)) if (line.kind === 'good' && line.json.startsWith('[')) yield line;
}

/** Ids of the facts in a record, first one first. */
export function idsOf(record: JournalRecord): readonly string[] {
  return StoredIds.parse(JSON.parse(record.json)).map(({ id }) => id);
}

/** The facts in a record, as far as a head looks at them. */
export function factsOf(record: JournalRecord): readonly StoredFact[] {
  return StoredFacts.parse(JSON.parse(record.json));
}

const StoredIds = z.array(z.looseObject({ id: z.string() })).readonly();
const StoredFacts = z.array(StoredFact).readonly();

/** The head after the records of a segment, up to and including record `until`. */
export function headAfter(start: JournalHead, bytes: Buffer, until = Number.POSITIVE_INFINITY): JournalHead {
  let head = start;
  for (const record of recordsOf(bytes)) {
    if (record.record > until) break;
    head = { ...followFacts(head, factsOf(record)), records: record.record };
  }
  return head;
}

/**
 * Every segment that can be read, in order. One whose first line is damaged is placed by its predecessor, or where
 * there is none by its own records.
 * @param empty a head of which nothing is known
 */
export async function findSegments(files: JournalFiles, empty: JournalHead): Promise<readonly Segment[]> {
  const numbers = (await files.list()).flatMap((name) => segmentNumber(name) ?? []).sort((a, b) => a - b);
  const found: Segment[] = [];
  const starts = await inBatches(numbers, 32, (number) => peekStart(files, segmentName(number)));
  const journal = starts.find((start) => start !== null)?.head.journal ?? empty.journal;
  for (const [index, number] of numbers.entries()) {
    const name = segmentName(number);
    const start = starts[index] ?? (await placeByRecords(files, name, found.at(-1), { ...empty, journal }));
    if (start) found.push({ name, number, start });
  }
  return found;
}

const START_LINE_MAX_BYTES = 2048;

async function peekStart(files: JournalFiles, name: string): Promise<SegmentStart | null> {
  const [line] = linesOf(await files.readStart(name, START_LINE_MAX_BYTES));
  return readStartLine(line);
}

/**
 * A damaged first line must not hide the sales behind it: the head is then counted through the segment before.
 * NOTE its series is that of the segment before, which need not be the one that was begun here.
 */
async function placeByRecords(
  files: JournalFiles,
  name: string,
  before: Segment | undefined,
  empty: JournalHead,
): Promise<SegmentStart | null> {
  const [first] = recordsOf(await files.read(name));
  if (!first) return null;
  const records = first.record - 1;
  const head = before ? headAfter(before.start.head, await files.read(before.name), records) : empty;
  return { journal: 'segment', v: 1, startedAtMs: before?.start.startedAtMs ?? 0, head: { ...head, records } };
}
