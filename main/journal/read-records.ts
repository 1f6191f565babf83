import type { JournalHead } from '#shared/contract/host';
import type { JournalFiles } from './journal-files';
import { recordsOf, type Segment } from './segment';

export type RecordsPage = { readonly facts: readonly unknown[]; readonly next: number; readonly more: boolean };

export type ReadRequest = {
  readonly segments: readonly Segment[];
  readonly head: JournalHead;
  readonly after: number;
  /** At least this many facts unless there are no more; a record is never split. */
  readonly limit: number;
};

/** Where the last page ended, so that the next one need not read the segment from its beginning. */
type Bookmark = { readonly name: string; readonly record: number; readonly offset: number };

/**
 * Reads pages of facts. A damaged line is said and passed over: what can be read is never held back by what can't.
 */
export function recordReader(files: JournalFiles, onDamaged: (what: string) => void) {
  let bookmark: Bookmark | null = null;
  return async ({ segments, head, after, limit }: ReadRequest): Promise<RecordsPage> => {
    const facts: unknown[] = [];
    for (const [at, segment] of segments.entries()) {
      const until = segments[at + 1]?.start.head.records ?? head.records;
      if (until <= after) continue;
      const bytes = await files.read(segment.name).catch(() => null);
      if (!bytes) {
        onDamaged(`segment-unreadable ${segment.name}`);
        continue;
      }
      const from = bookmark?.name === segment.name && bookmark.record === after ? bookmark : beginningOf(segment);
      for (const { record, json, to } of checkedRecords(segment, bytes, until, from, onDamaged)) {
        if (record <= after) continue;
        facts.push(...(JSON.parse(json) as readonly unknown[]));
        if (facts.length < limit) continue;
        bookmark = { name: segment.name, record, offset: to };
        return { facts, next: record, more: record < head.records };
      }
    }
    return { facts, next: Math.max(after, head.records), more: false };
  };
}

/** Where records are missing from a segment that should hold every one up to `until`. */
export function findDamage(segment: Segment, bytes: Buffer, until: number): readonly string[] {
  const damaged: string[] = [];
  const all = checkedRecords(segment, bytes, until, beginningOf(segment), (what) => damaged.push(what));
  while (!all.next().done);
  return damaged;
}

function* checkedRecords(
  segment: Segment,
  bytes: Buffer,
  until: number,
  from: Bookmark,
  onDamaged: (what: string) => void,
) {
  let last = from;
  const say = (to: number) => {
    if (to > last.record) onDamaged(`line-damaged ${segment.name}:${last.offset} records ${last.record + 1}-${to}`);
  };
  for (const found of recordsOf(bytes, from.offset)) {
    if (found.record > until) break;
    say(found.record - 1);
    last = { name: segment.name, record: found.record, offset: found.to };
    yield found;
  }
  say(until);
}

function beginningOf(segment: Segment): Bookmark {
  return { name: segment.name, record: segment.start.head.records, offset: 0 };
}
