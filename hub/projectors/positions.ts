import type { Queryable } from '../db/database';

/** Where a projector's position in a stream is kept: beside the tables it writes. */
export type PositionKey = { readonly shard: number; readonly projector: string; readonly stream: string };

/** The last number read, 0 before the first. */
export async function readPosition(db: Queryable, { shard, projector, stream }: PositionKey): Promise<number> {
  const [row] = await db.run<{ seq: number }>(
    'select seq from progress where shard = $1 and projector = $2 and stream = $3',
    [shard, projector, stream],
  );
  return row?.seq ?? 0;
}

/** Moves a position; the row stays locked until the transaction around it ends. */
export async function writePosition(
  db: Queryable,
  { shard, projector, stream }: PositionKey,
  seq: number,
): Promise<void> {
  await db.run(
    `insert into progress (shard, projector, stream, seq) values ($1, $2, $3, $4)
     on conflict (shard, projector, stream) do update set seq = excluded.seq`,
    [shard, projector, stream, seq],
  );
}

/**
 * Takes a position for this transaction: true if it still stands at `from`, so that what was read after it is folded
 * once even if two processes try.
 */
export async function takePosition(
  tx: Queryable,
  { shard, projector, stream }: PositionKey,
  from: number,
  to: number,
): Promise<boolean> {
  await tx.run('insert into progress (shard, projector, stream, seq) values ($1, $2, $3, 0) on conflict do nothing', [
    shard,
    projector,
    stream,
  ]);
  const taken = await tx.run(
    'update progress set seq = $5 where shard = $1 and projector = $2 and stream = $3 and seq = $4 returning seq',
    [shard, projector, stream, from, to],
  );
  return taken.length === 1;
}
