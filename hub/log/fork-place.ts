import type { Queryable } from '../db/database';
import type { NewLogRow, StreamRef } from './log-row';

/**
 * A counter used twice means two disks that believe to be the same till. Both facts are true, so the second is kept too:
 * its `device` column gets this mark, which frees the place and names the row, and its JSON stays as the till signed it.
 */
const MARK = '#fork-';

export function forkMark(device: string, id: string): string {
  return `${device}${MARK}${id}`;
}

export function isForkDevice(device: string | null): boolean {
  return device?.includes(MARK) ?? false;
}

/** The till itself, with or without mark. */
export function withoutForkMark(device: string): string {
  return device.split(MARK, 1)[0] ?? device;
}

type PlaceRow = { readonly device: string; readonly epoch: string; readonly ctr: number; readonly id: string };

/** The ids among `rows` whose place is held by another good fact, in the log or earlier among the rows themselves. */
export async function placesTaken(
  db: Queryable,
  stream: StreamRef,
  rows: readonly NewLogRow[],
): Promise<ReadonlySet<string>> {
  const placed = rows.flatMap(({ id, place, quarantine }) => (place && quarantine === null ? [{ id, ...place }] : []));
  const stored = await db.run<PlaceRow>(
    `select device, epoch, ctr, id from fact where shard = $1 and stream = $2 and quarantine is null
     and device = any($3) and epoch = any($4) and ctr = any($5::bigint[])`,
    [
      stream.shard,
      stream.stream,
      [...new Set(placed.map(({ device }) => device))],
      [...new Set(placed.map(({ epoch }) => epoch))],
      [...new Set(placed.map(({ ctr }) => ctr))],
    ],
  );
  const holders = new Map(stored.map((row) => [keyOf(row), row.id]));
  const taken = new Set<string>();
  for (const row of placed) {
    const key = keyOf(row);
    const holder = holders.get(key) ?? row.id;
    holders.set(key, holder);
    if (holder !== row.id) taken.add(row.id);
  }
  return taken;
}

function keyOf({ device, epoch, ctr }: Omit<PlaceRow, 'id'>): string {
  return `${device}\n${epoch}\n${ctr}`;
}
