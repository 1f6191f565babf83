import { z } from 'zod';
import type { JournalFiles } from './journal-files';
import { lineOf, linesOf } from './line';
import { idsOf, recordsOf, type Segment } from './segment';

/** A segment and the last of its records that counts. */
export type ClosedSegment = { readonly segment: Segment; readonly until: number };

const Ids = z.array(z.string());

/**
 * Ids of the facts in a segment that takes no more lines, from the small file beside it. The file is made again where
 * it is missing, damaged, or was written for another end of the segment.
 */
export async function readIds(files: JournalFiles, { segment, until }: ClosedSegment): Promise<ReadonlySet<string>> {
  const stored = await readIdFile(files, segment, until);
  if (stored) return stored;
  const ids = new Set<string>();
  for (const record of recordsOf(await files.read(segment.name)))
    if (record.record <= until) for (const id of idsOf(record)) ids.add(id);
  await writeIds(files, { segment, until }, ids);
  return ids;
}

/** Keeps the ids of a segment beside it. A failure costs the next start a reading of the segment and nothing else. */
export async function writeIds(
  files: JournalFiles,
  { segment, until }: ClosedSegment,
  ids: Iterable<string>,
): Promise<void> {
  await files.replace(idFileOf(segment), lineOf(until, JSON.stringify([...ids]))).catch(() => undefined);
}

async function readIdFile(files: JournalFiles, segment: Segment, until: number): Promise<ReadonlySet<string> | null> {
  const bytes = await files.read(idFileOf(segment)).catch(() => null);
  const [line] = bytes ? linesOf(bytes) : [];
  return line?.kind === 'good' && line.record === until ? new Set(Ids.parse(JSON.parse(line.json))) : null;
}

function idFileOf(segment: Segment): string {
  return segment.name.replace(/\.journal$/, '.ids');
}
