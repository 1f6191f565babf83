import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../../../hub/db/database';
import type { NewLogRow, StreamRef } from '../../../hub/log/log-row';

/** A table just like the log, and COPY into it from files the server reads itself: the fastest way a database has. */
export type CopyTarget = {
  /** Milliseconds for these batches, each committed by itself as a push is. */
  readonly copy: (stream: StreamRef, batches: readonly (readonly NewLogRow[])[]) => Promise<number>;
};

/**
 * @param folder where files can be put for the server
 * @param seenAs the same folder as the server names it; '' where it is the server's own
 */
export async function openCopyTarget(db: Database, folder: string, seenAs: string): Promise<CopyTarget> {
  await db.run('create table bench_copy (like fact including all)');
  let seq = 0;
  return {
    copy: async (stream, batches) => {
      const files = batches.map((rows, at) => {
        const name = `bench-copy-${at}`;
        const lines = rows.map((row) => lineOf(stream, row, ++seq));
        writeFileSync(path.join(folder, name), lines.join(''));
        chmodSync(path.join(folder, name), 0o644);
        return name;
      });
      const before = performance.now();
      for (const name of files) await db.run(`copy bench_copy from '${seenAs}${name}'`);
      const tookMs = performance.now() - before;
      for (const name of files) rmSync(path.join(folder, name));
      return tookMs;
    },
  };
}

/** In the order of the log's columns. */
function lineOf({ shard, stream }: StreamRef, row: NewLogRow, seq: number): string {
  const { place } = row;
  const cells = [
    ...[shard, stream, row.id, seq, place?.device, place?.epoch, place?.ctr, row.hlc, row.kind, row.v],
    ...[row.who, row.receivedAtMs, row.hash, row.quarantine, JSON.stringify(row.fact)],
  ];
  return `${cells.map(cellOf).join('\t')}\n`;
}

function cellOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '\\N';
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}
