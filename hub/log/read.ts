import { NO_HASH } from '#shared/facts/envelope';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { isForkDevice, withoutForkMark } from './fork-place';
import { type LogRow, type StreamRef, sentId } from './log-row';
import { streamsOfStores } from './stream-names';

type FactColumns = {
  readonly id: string;
  readonly seq: number;
  readonly device: string | null;
  readonly epoch: string | null;
  readonly ctr: number | null;
  readonly hlc: number;
  readonly kind: string;
  readonly v: number;
  readonly who: string | null;
  readonly received_at: number;
  readonly hash: string | null;
  readonly quarantine: string | null;
  readonly fact: unknown;
};

const COLUMNS = 'id, seq, device, epoch, ctr, hlc, kind, v, who, received_at, hash, quarantine, fact';

/** Up to `limit` rows after `seq`, parked ones too, in order. Nothing is ever added before a row already read. */
export async function readAfter(
  db: Queryable,
  { shard, stream }: StreamRef,
  seq: number,
  limit: number,
): Promise<readonly LogRow[]> {
  const rows = await db.run<FactColumns>(
    `select ${COLUMNS} from fact where shard = $1 and stream = $2 and seq > $3 order by seq limit $4`,
    [shard, stream, seq, limit],
  );
  return rows.map(logRow);
}

/** The rows with these ids, in no order; unknown ids are left out. */
export async function readFacts(
  db: Queryable,
  { shard, stream }: StreamRef,
  ids: readonly string[],
): Promise<readonly LogRow[]> {
  const rows = await db.run<FactColumns>(
    `select ${COLUMNS} from fact where shard = $1 and stream = $2 and id = any($3)`,
    [shard, stream, ids],
  );
  return rows.map(logRow);
}

/** A loss is the one row that holds nothing. */
export const HELD = "quarantine is distinct from 'gap-lost'";

/**
 * Whether what a parked row `f` stands for is still missing. It is not once the same fact came as it should (known by its
 * hash or place), a fact took the place its till had sent a stub for, or all that a loss stands for has come: everything
 * between it and what was in the log before it; for a loss before an epoch, what the epoch's first fact says it follows.
 */
const STILL_PARKED = `f.quarantine is not null and not case
  when f.quarantine = 'id-reused' then false
  when f.quarantine = 'gap-lost' and f.ctr = 0 then (
    select b.prev = '${NO_HASH}' or exists (select from fact p
      where p.shard = f.shard and p.stream = f.stream and p.device = f.device
        and p.hash = b.prev and p.quarantine is null)
    from (select coalesce((select q.fact ->> 'prev' from fact q
      where q.shard = f.shard and q.stream = f.stream and q.device = f.device
        and q.epoch = f.epoch and q.ctr = 1 and q.quarantine is null), f.fact ->> 'prev') as prev) b)
  when f.quarantine = 'gap-lost' then (
    select count(distinct p.ctr) = f.ctr - b.last from (
      select coalesce(max(ctr), 0) as last from fact e where e.shard = f.shard and e.stream = f.stream
        and e.device = f.device and e.epoch = f.epoch and e.ctr <= f.ctr and e.seq < f.seq and ${HELD}
    ) b left join fact p on p.shard = f.shard and p.stream = f.stream and p.device = f.device
      and p.epoch = f.epoch and p.ctr > b.last and p.ctr <= f.ctr and p.${HELD}
    group by b.last)
  when f.quarantine = 'parked-by-till' and f.hash is null then exists (select from fact p
    where p.shard = f.shard and p.stream = f.stream and p.device = f.device
      and p.epoch = f.epoch and p.ctr = f.ctr and p.quarantine is null)
  else exists (select from fact p
    where p.shard = f.shard and p.stream = f.stream and p.id = split_part(f.id, '#', 1)
      and p.quarantine is null and (p.hash = f.hash or p.epoch = f.epoch and p.ctr = f.ctr))
  end`;

/** The newest rows of a stream that are still parked, newest first. @param codes only those parked for one of these */
export async function readParked(
  db: Queryable,
  { shard, stream }: StreamRef,
  limit: number,
  codes: readonly string[] | null = null,
): Promise<readonly LogRow[]> {
  const rows = await db.run<FactColumns>(
    `select ${COLUMNS} from fact f where shard = $1 and stream = $2
     and ($4::text[] is null or quarantine = any($4)) and ${STILL_PARKED} order by seq desc limit $3`,
    [shard, stream, limit, codes],
  );
  return rows.map(logRow);
}

/** How many rows of each stream are still parked, by its name; streams without one are left out. */
export async function countParked(db: Queryable, streams: readonly StreamRef[]): Promise<ReadonlyMap<string, number>> {
  if (streams.length === 0) return new Map();
  const rows = await db.run<{ stream: string; count: number }>(
    `select f.stream, count(*) as count from fact f
     join jsonb_to_recordset($1) as s (shard int, stream text) on f.shard = s.shard and f.stream = s.stream
     where ${STILL_PARKED} group by f.stream`,
    [JSON.stringify(streams.map(({ shard, stream }) => ({ shard, stream })))],
  );
  return new Map(rows.map(({ stream, count }) => [stream, count]));
}

function logRow(row: FactColumns): LogRow {
  const { device, epoch, ctr } = row;
  return {
    seq: row.seq,
    id: row.quarantine === null ? row.id : sentId(row.id),
    place: device !== null && epoch !== null && ctr !== null ? { device: withoutForkMark(device), epoch, ctr } : null,
    isFork: isForkDevice(device),
    hlc: row.hlc,
    kind: row.kind,
    v: row.v,
    who: row.who,
    receivedAtMs: row.received_at,
    hash: row.hash,
    quarantine: row.quarantine,
    fact: row.fact,
  };
}

/** The last number given in a stream or feed, 0 before the first. */
export async function lastSeq(db: Queryable, { shard, stream }: StreamRef): Promise<number> {
  const [row] = await db.run<{ last: number }>('select last from stream where shard = $1 and id = $2', [shard, stream]);
  return row?.last ?? 0;
}

/** The last numbers of several, in the order asked. */
export async function lastSeqs(db: Queryable, streams: readonly StreamRef[]): Promise<readonly number[]> {
  if (streams.length === 0) return [];
  const pairs = streams.map((_, index) => `(shard = $${2 * index + 1} and id = $${2 * index + 2})`);
  const rows = await db.run<{ shard: number; id: string; last: number }>(
    `select shard, id, last from stream where ${pairs.join(' or ')}`,
    streams.flatMap(({ shard, stream }) => [shard, stream]),
  );
  const lasts = new Map(rows.map(({ shard, id, last }) => [`${shard} ${id}`, last]));
  return streams.map(({ shard, stream }) => lasts.get(`${shard} ${stream}`) ?? 0);
}

/** Every stream a tenant's facts are in: its stores', its sixteen online ones, and `people`. */
export async function streamsOf(db: Queryable, tenant: string): Promise<readonly StreamRef[]> {
  const stores = await db.run<{ id: string }>('select id from store where shard = $1 and tenant = $2 order by id', [
    homeShard(tenant),
    tenant,
  ]);
  return streamsOfStores(
    tenant,
    stores.map(({ id }) => id),
  );
}
