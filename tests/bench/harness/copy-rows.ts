import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '../../../hub/db/database';
import type { NewLogRow, StreamRef } from '../../../hub/log/log-row';

/** A table just like the log, and COPY of rows into it: the fastest way a database has. */
export type CopyTarget = {
  /** Milliseconds for these batches, from rows in memory until each is committed by itself, as a push is. */
  readonly copy: (stream: StreamRef, batches: readonly (readonly NewLogRow[])[]) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** On a server, a client's COPY from its own memory. */
export async function copyToServer(db: Database, databaseUrl: string): Promise<CopyTarget> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const send = async (text: string) => {
    await pipeline(Readable.from([text]), client.query(copyFrom('copy bench_copy from stdin')));
  };
  return openTarget(db, send, () => client.end());
}

/** In the embedded database, COPY from a file in its own folder, where a client's bytes are put for it. */
export async function copyIntoFolder(db: Database, folder: string): Promise<CopyTarget> {
  const file = path.join(folder, 'bench-copy');
  const send = async (text: string) => {
    writeFileSync(file, text);
    await db.run("copy bench_copy from 'bench-copy'");
  };
  return openTarget(db, send, async () => rmSync(file, { force: true }));
}

async function openTarget(
  db: Database,
  send: (text: string) => Promise<void>,
  close: () => Promise<void>,
): Promise<CopyTarget> {
  await db.run('create table bench_copy (like fact including all)');
  let seq = 0;
  return {
    copy: async (stream, batches) => {
      const before = performance.now();
      for (const rows of batches) await send(rows.map((row) => lineOf(stream, row, ++seq)).join(''));
      return performance.now() - before;
    },
    close,
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
