import type { JournalHead } from '#shared/contract/host';
import type { JournalFiles } from './journal-files';
import { recordsOf, type Segment } from './segment';

export type ReadRequest = {
  readonly files: JournalFiles;
  readonly segments: readonly Segment[];
  readonly head: JournalHead;
  readonly after: number;
  /** At least this many facts unless there are no more; a record is never split. */
  readonly limit: number;
  readonly onDamaged: (what: string) => void;
};

/** One page of facts. A damaged line is said and passed over: what can be read is never held back by what can't. */
export async function readRecords({ files, segments, head, after, limit, onDamaged }: ReadRequest) {
  const facts: unknown[] = [];
  for (const [at, segment] of segments.entries()) {
    const until = segments[at + 1]?.start.head.records ?? head.records;
    if (until <= after) continue;
    const bytes = await files.read(segment.name).catch(() => null);
    if (!bytes) {
      onDamaged(`segment-unreadable ${segment.name}`);
      continue;
    }
    for (const damage of findDamage(segment, bytes, until)) onDamaged(damage);
    for (const { record, json } of recordsOf(bytes)) {
      if (record <= after || record > until) continue;
      facts.push(...(JSON.parse(json) as readonly unknown[]));
      if (facts.length >= limit) return { facts, next: record, more: record < head.records };
    }
  }
  return { facts, next: Math.max(after, head.records), more: false };
}

/** Where records are missing from a segment that should hold every one up to `until`. */
export function findDamage(segment: Segment, bytes: Buffer, until: number): readonly string[] {
  const damaged: string[] = [];
  let expected = segment.start.head.records + 1;
  let at = 0;
  for (const { record, to } of recordsOf(bytes)) {
    if (record > until) break;
    if (record > expected) damaged.push(damageAt(segment, at, expected, record - 1));
    expected = record + 1;
    at = to;
  }
  if (expected <= until) damaged.push(damageAt(segment, at, expected, until));
  return damaged;
}

function damageAt(segment: Segment, offset: number, from: number, to: number): string {
  return `line-damaged ${segment.name}:${offset} records ${from}-${to}`;
}
