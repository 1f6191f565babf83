import { compareText } from '#shared/kernel/sorted-record';
import type { Queryable } from '../db/database';
import type { Device } from '../devices/device-store';
import type { NewLogRow, StreamRef } from '../log/log-row';
import type { ChainKnown, Pending } from './chain';

/** Facts of this device that came before their predecessors and still wait. */
export async function readEarly(
  db: Queryable,
  { shard, stream }: StreamRef,
  device: string,
): Promise<readonly Pending[]> {
  const rows = await db.run<{ row: { readonly row: NewLogRow & Pending['row']; readonly prev: string | null } }>(
    'select row from early where shard = $1 and stream = $2 and device = $3',
    [shard, stream, device],
  );
  return rows.map(({ row: { row, prev } }) => ({ said: row.id, row, prev, isEarly: true }));
}

/** Keeps facts until those before them come; they are as safe here as in the log. */
export async function writeEarly(
  db: Queryable,
  { shard, stream }: StreamRef,
  items: readonly Pending[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ row, prev }) => ({ ...row.place, id: row.id, hash: row.hash, row: { row, prev } }));
  await db.run(
    `insert into early (shard, stream, device, epoch, ctr, id, hash, received_at, row)
     select $1, $2, r.device, r.epoch, r.ctr, r.id, r.hash, $4, r.row
     from jsonb_to_recordset($3) as r (device text, epoch text, ctr bigint, id text, hash text, row jsonb)
     on conflict do nothing`,
    [shard, stream, JSON.stringify(rows), items[0]?.row.receivedAtMs ?? 0],
  );
}

export async function dropEarly(db: Queryable, { shard, stream }: StreamRef, items: readonly Pending[]): Promise<void> {
  if (items.length === 0) return;
  await db.run('delete from early where shard = $1 and stream = $2 and device = any($3) and id = any($4)', [
    shard,
    stream,
    [...new Set(items.map(({ row }) => row.place.device))],
    items.map(({ row }) => row.id),
  ]);
}

type HashRow = { readonly epoch: string; readonly ctr: number; readonly hash: string | null };

/** Reads what the log knows around these facts: their places, the ones before them, and what first facts follow. */
export async function readChain(
  db: Queryable,
  stream: StreamRef,
  device: Device,
  items: readonly Pending[],
  starts: ReadonlyMap<string, string>,
): Promise<ChainKnown> {
  const followed = items.flatMap(({ row, prev }) => (row.place.ctr === 1 && prev !== null ? [prev] : []));
  const places = await placesOfHashes(db, stream, device, followed);
  const hashes = await hashesIn(db, stream, device, [
    ...items.flatMap(({ row: { place } }) => [place, { epoch: place.epoch, ctr: place.ctr - 1 }]),
    ...[...places.values()].flatMap(({ epoch, ctr }) => [
      { epoch, ctr },
      { epoch, ctr: ctr + 1 },
    ]),
  ]);
  return {
    isPlaced: (epoch, ctr) => hashes.has(`${epoch} ${ctr}`),
    hashesAt: (epoch, ctr) => hashes.get(`${epoch} ${ctr}`) ?? [],
    placeOf: (hash) => places.get(hash) ?? null,
    starts,
  };
}

async function placesOfHashes(
  db: Queryable,
  { shard, stream }: StreamRef,
  device: Device,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, HashRow>> {
  if (hashes.length === 0) return new Map();
  const rows = await db.run<HashRow & { readonly hash: string }>(
    `select epoch, ctr, hash from fact where shard = $1 and stream = $2 and ${ofDevice(device)} and hash = any($4)`,
    [shard, stream, device.id, hashes],
  );
  return new Map(rows.map((row) => [row.hash, row]));
}

type Place = { readonly epoch: string; readonly ctr: number };

/** What stands in these places; a place that nothing stands in is left out. */
async function hashesIn(
  db: Queryable,
  { shard, stream }: StreamRef,
  device: Device,
  places: readonly Place[],
): Promise<ReadonlyMap<string, readonly (string | null)[]>> {
  const hashes = new Map<string, (string | null)[]>();
  for (const { epoch, from, to } of runsOf(places)) {
    const rows = await db.run<HashRow>(
      `select epoch, ctr, case when quarantine is null then hash end as hash from fact
       where shard = $1 and stream = $2 and ${ofDevice(device)} and epoch = $4 and ctr between $5 and $6`,
      [shard, stream, device.id, epoch, from, to],
    );
    for (const { ctr, hash } of rows) {
      const key = `${epoch} ${ctr}`;
      hashes.set(key, [...(hashes.get(key) ?? []), hash]);
    }
  }
  return hashes;
}

type Run = { readonly epoch: string; readonly from: number; readonly to: number };

/**
 * Places that follow each other are one run: what a till sends is nearly always one. Each is read by itself, because of a
 * list of places the database, until it has counted the log, reads all that the device ever sent.
 */
function runsOf(places: readonly Place[]): readonly Run[] {
  const runs: { epoch: string; from: number; to: number }[] = [];
  for (const { epoch, ctr } of [...places].sort((a, b) => compareText(a.epoch, b.epoch) || a.ctr - b.ctr)) {
    const last = runs.at(-1);
    if (last?.epoch === epoch && ctr <= last.to + 1) last.to = ctr;
    else runs.push({ epoch, from: ctr, to: ctr });
  }
  return runs;
}

/** A device known to be doubled has facts under its fork marks too. */
function ofDevice(device: Device): string {
  return device.isForked ? "(device = $3 or device like $3 || '#fork-%')" : 'device = $3';
}
