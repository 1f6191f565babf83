import type { EpochRanges } from '#shared/contract/sync';
import { EpochId } from '#shared/kernel/ids';
import type { Queryable } from '../db/database';
import type { StreamRef } from './log-row';
import { HELD } from './read';

/**
 * Which counters of a device the log holds, in all its epochs, as closed ranges: what is between them is missing. Parked
 * facts are held; a loss is not, because its till may have the fact after all.
 */
export async function readRanges(
  db: Queryable,
  { shard, stream }: StreamRef,
  device: string,
): Promise<readonly EpochRanges[]> {
  const rows = await db.run<{ epoch: string; from: number; to: number }>(
    `select epoch, min(ctr) as "from", max(ctr) as "to"
     from (select epoch, ctr, ctr - dense_rank() over (partition by epoch order by ctr) as island
           from fact where shard = $1 and stream = $2 and device = $3 and ${HELD}) f
     group by epoch, island order by epoch, "from"`,
    [shard, stream, device],
  );
  const ranges = new Map<string, (readonly [number, number])[]>();
  for (const { epoch, from, to } of rows) ranges.set(epoch, [...(ranges.get(epoch) ?? []), [from, to]]);
  return [...ranges].flatMap(([text, pairs]) => {
    const epoch = EpochId.safeParse(text);
    return epoch.success ? [{ epoch: epoch.data, ranges: pairs }] : [];
  });
}

/** Answers again and again what a device's newest epochs hold, without reading each time all that they hold. */
export type HeldRanges = {
  readonly of: (stream: StreamRef, device: string, epoch: EpochId) => Promise<EpochRanges['ranges']>;
};

/**
 * What was seen of an epoch: whole from its first counter to `upTo`, and the newest row it had then. Nothing is ever
 * taken out of a log, so where that row still stands, everything seen with it does. A log that was put back under a
 * running hub has it no longer, or another one in its number: the epoch is then read anew.
 */
type Seen = { readonly upTo: number; readonly newest: Row };
type Row = { readonly seq: number; readonly id: string };
/** `seq` and `id` are those of its newest row. */
type Island = Row & { readonly from: number; readonly to: number };

/** A till has one epoch that grows; others are read whole when they are asked for again. */
const KEPT = 2000;

export function openHeldRanges(db: Queryable): HeldRanges {
  const known = new Map<string, Seen>();

  async function read(stream: StreamRef, device: string, epoch: string, seen: Seen): Promise<readonly Island[] | null> {
    const [first, ...rest] = await islandsOf(db, stream, device, epoch, seen);
    if (first?.from !== seen.upTo) return null;
    return [{ ...newerOf(seen.newest, first), from: 1, to: first.to }, ...rest];
  }

  return {
    of: async (stream, device, epoch) => {
      const key = `${stream.shard} ${stream.stream} ${device} ${epoch}`;
      const seen = known.get(key);
      known.delete(key);
      const later = seen && (await read(stream, device, epoch, seen));
      const islands = later ?? (await islandsOf(db, stream, device, epoch, null));
      const [first] = islands;
      if (first?.from === 1) {
        known.set(key, { upTo: first.to, newest: islands.reduce<Row>(newerOf, first) });
        for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
      }
      return islands.map(({ from, to }) => [from, to]);
    },
  };
}

function newerOf(a: Row, b: Row): Row {
  const { seq, id } = b.seq > a.seq ? b : a;
  return { seq, id };
}

async function islandsOf(
  db: Queryable,
  { shard, stream }: StreamRef,
  device: string,
  epoch: string,
  seen: Seen | null,
): Promise<readonly Island[]> {
  const since = `and ctr >= $5 and exists (select from fact where shard = $1 and stream = $2 and seq = $6 and id = $7)`;
  return db.run<Island>(
    `select min(ctr) as "from", max(ctr) as "to", max(seq) as seq, (array_agg(id order by seq desc))[1] as id
     from (select ctr, seq, id, ctr - dense_rank() over (order by ctr) as island
           from fact where shard = $1 and stream = $2 and device = $3 and epoch = $4 and ${HELD} ${seen ? since : ''}) f
     group by island order by "from"`,
    [shard, stream, device, epoch, ...(seen ? [seen.upTo, seen.newest.seq, seen.newest.id] : [])],
  );
}
