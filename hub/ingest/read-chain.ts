import type { EpochRanges } from '#shared/contract/sync';
import type { Queryable } from '../db/database';
import type { Device } from '../devices/device-store';
import type { NewLogRow, StreamRef } from '../log/log-row';
import { haveRanges } from '../log/read';
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
  const epochs = new Set(items.map(({ row }) => row.place.epoch));
  const followed = items.flatMap(({ row, prev }) => (row.place.ctr === 1 && prev !== null ? [prev] : []));
  const places = await placesOfHashes(db, stream, device, followed);
  for (const { epoch } of places.values()) epochs.add(epoch);
  const ranges = await haveRanges(db, stream, device.id, [...epochs]);
  const before = await hashesBefore(db, stream, device, items);
  return {
    isPlaced: (epoch, ctr) => isInside(ranges, epoch, ctr),
    hashesAt: (epoch, ctr) => before.get(`${epoch} ${ctr}`) ?? [],
    placeOf: (hash) => places.get(hash) ?? null,
    starts,
  };
}

function isInside(ranges: readonly EpochRanges[], epoch: string, ctr: number): boolean {
  const own = ranges.find((one) => one.epoch === epoch)?.ranges ?? [];
  return own.some(([from, to]) => from <= ctr && ctr <= to);
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

async function hashesBefore(
  db: Queryable,
  { shard, stream }: StreamRef,
  device: Device,
  items: readonly Pending[],
): Promise<ReadonlyMap<string, readonly (string | null)[]>> {
  const wanted = items.flatMap(({ row: { place } }) => (place.ctr > 1 ? [place] : []));
  if (wanted.length === 0) return new Map();
  const rows = await db.run<HashRow>(
    `select epoch, ctr, hash from fact
     where shard = $1 and stream = $2 and ${ofDevice(device)} and epoch = any($4) and ctr = any($5::bigint[])`,
    [
      shard,
      stream,
      device.id,
      [...new Set(wanted.map(({ epoch }) => epoch))],
      [...new Set(wanted.map(({ ctr }) => ctr - 1))],
    ],
  );
  const hashes = new Map<string, (string | null)[]>();
  for (const { epoch, ctr, hash } of rows) {
    const key = `${epoch} ${ctr}`;
    hashes.set(key, [...(hashes.get(key) ?? []), hash]);
  }
  return hashes;
}

/** A device known to be doubled has facts under its fork marks too. */
function ofDevice(device: Device): string {
  return device.isForked ? "(device = $3 or device like $3 || '#fork-%')" : 'device = $3';
}
