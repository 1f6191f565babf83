import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { TenantId } from '#shared/kernel/ids';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { InstantMs } from '#shared/kernel/time';
import type { Database } from '../db/database';
import { homeShard } from '../db/shard';
import { replaceSynced } from '../keys/synced-file';
import type { LogRow, StreamRef } from '../log/log-row';
import { lastSeqs, readAfter, streamsOf } from '../log/read';
import { type FileMark, openLineFile } from './line-file';
import { tenantTables } from './tenant-tables';

export type ExportedStream = {
  readonly stream: string;
  readonly facts: number;
  readonly parked: number;
  /** The number of the last fact; numbers have harmless holes. */
  readonly lastSeq: number;
};

/** What an export holds, in `manifest.json` beside its files. Raise `version` when a file's form changes. */
export type Manifest = {
  readonly format: 'seam-export';
  readonly version: 1;
  readonly tenant: { readonly id: TenantId; readonly code: string };
  /** The life of the log it was read from; null before the first start of a hub. */
  readonly generation: string | null;
  readonly exportedAtMs: InstantMs;
  readonly facts: number;
  readonly parked: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly streams: readonly ExportedStream[];
  readonly files: Readonly<Record<string, FileMark>>;
};

const PAGE = 1000;

/**
 * Writes everything of a tenant but its keys to a new folder: its facts, stream by stream in their order, the tables
 * they name, and a manifest. Private parts stay ciphertext. What a running hub takes in meanwhile is left out.
 * Refuses `export-exists {folder}`.
 */
export async function exportTenant(
  db: Database,
  tenant: Manifest['tenant'],
  folder: string,
  nowMs: InstantMs,
): Promise<Result<Manifest, 'export-exists'>> {
  if (existsSync(folder)) return refuse('export-exists', { folder });
  const aside = `${folder}.unfinished`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const files: Record<string, FileMark> = {};
  const kinds = new Map<string, number>();
  const streams = await writeFacts(db, tenant.id, path.join(aside, 'facts.ndjson'), kinds, (mark) => {
    files['facts.ndjson'] = mark;
  });
  for (const [name, sql] of Object.entries(tenantTables)) {
    const file = openLineFile(path.join(aside, name));
    file.write(await db.run(sql, [homeShard(tenant.id), tenant.id]));
    files[name] = file.close();
  }
  const manifest: Manifest = {
    format: 'seam-export',
    version: 1,
    tenant,
    generation: await readGeneration(db),
    exportedAtMs: nowMs,
    facts: streams.reduce((sum, { facts }) => sum + facts, 0),
    parked: streams.reduce((sum, { parked }) => sum + parked, 0),
    kinds: Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1))),
    streams,
    files,
  };
  // Last, so that a folder with a manifest is a whole one.
  replaceSynced(path.join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(aside, folder);
  return ok(manifest);
}

async function writeFacts(
  db: Database,
  tenant: TenantId,
  name: string,
  kinds: Map<string, number>,
  done: (mark: FileMark) => void,
): Promise<readonly ExportedStream[]> {
  const file = openLineFile(name);
  const streams = await streamsOf(db, tenant);
  const lasts = await lastSeqs(db, streams);
  const written: ExportedStream[] = [];
  for (const [index, stream] of streams.entries()) {
    let [facts, parked] = [0, 0];
    for await (const rows of pagesUntil(db, stream, lasts[index] ?? 0)) {
      file.write(rows.map((row) => lineOf(stream.stream, row)));
      for (const { quarantine, kind } of rows) {
        if (quarantine === null) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        if (quarantine === null) facts += 1;
        else parked += 1;
      }
    }
    if (facts + parked > 0) written.push({ stream: stream.stream, facts, parked, lastSeq: lasts[index] ?? 0 });
  }
  done(file.close());
  return written;
}

async function* pagesUntil(db: Database, stream: StreamRef, last: number): AsyncGenerator<readonly LogRow[]> {
  for (let after = 0; after < last; ) {
    const rows = (await readAfter(db, stream, after, PAGE)).filter(({ seq }) => seq <= last);
    const newest = rows.at(-1);
    if (!newest) return;
    yield rows;
    after = newest.seq;
  }
}

/** A fact as it was sent, and what the log knows of it. A parked one also with what the hub could read of it. */
function lineOf(stream: string, row: LogRow): object {
  const { seq, receivedAtMs, quarantine, isFork, fact } = row;
  if (quarantine === null) return { stream, seq, receivedAtMs, ...(isFork ? { isFork } : {}), fact };
  const { id, kind, v, hlc, hash, place } = row;
  return { stream, seq, receivedAtMs, ...(isFork ? { isFork } : {}), quarantine, id, kind, v, hlc, hash, place, fact };
}

async function readGeneration(db: Database): Promise<string | null> {
  const [row] = await db.run<{ generation: string }>(
    "select value->>'generation' as generation from hub where shard = 0 and key = 'generation'",
  );
  return row?.generation ?? null;
}
