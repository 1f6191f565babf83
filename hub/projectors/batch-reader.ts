import type { Queryable } from '../db/database';
import type { LogRow, StreamRef } from '../log/log-row';
import { readAfter } from '../log/read';

/** At most this many facts in one transaction: beyond it the embedded database holds up everyone else too long. */
export const BATCH = 200;

/** Reads the next facts of a stream for one projector. */
export type BatchReader = (stream: StreamRef, after: number) => Promise<readonly LogRow[]>;

/**
 * Projectors go through a stream side by side, so the batch that one just read is what the next one asks for. A full
 * batch never changes: nothing is ever added before a row already read.
 */
export function sharedReader(db: Queryable): BatchReader {
  let last: { readonly stream: string; readonly after: number; readonly rows: readonly LogRow[] } | null = null;
  return async (stream, after) => {
    if (last && last.stream === stream.stream && last.after === after) return last.rows;
    const rows = await readAfter(db, stream, after, BATCH);
    last = rows.length === BATCH ? { stream: stream.stream, after, rows } : null;
    return rows;
  };
}
