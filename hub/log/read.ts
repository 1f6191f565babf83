import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { isForkDevice, withoutForkMark } from './fork-place';
import type { LogRow, StreamRef } from './log-row';
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

/** The newest parked rows of a stream, newest first. */
export async function readParked(
  db: Queryable,
  { shard, stream }: StreamRef,
  limit: number,
): Promise<readonly LogRow[]> {
  const rows = await db.run<FactColumns>(
    `select ${COLUMNS} from fact where shard = $1 and stream = $2 and quarantine is not null order by seq desc limit $3`,
    [shard, stream, limit],
  );
  return rows.map(logRow);
}

function logRow(row: FactColumns): LogRow {
  const { device, epoch, ctr } = row;
  return {
    seq: row.seq,
    id: row.id,
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
