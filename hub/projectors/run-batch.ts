import type { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import type { LogRow, StreamRef } from '../log/log-row';
import { readAfter } from '../log/read';
import { BATCH, type BatchReader } from './batch-reader';
import { type PositionKey, readPosition, takePosition, writePosition } from './positions';
import { type Batch, kindOfStream, logFact, type Projector, storeOfStream } from './projector';

/** Takes a projector one batch further in a stream: publishes what is still unpublished, else folds and publishes. */
export async function runBatch(
  context: HubContext,
  projector: Projector,
  tenant: TenantId,
  stream: StreamRef,
  read?: BatchReader,
): Promise<boolean> {
  if (await publishBatch(context, projector, tenant, stream)) return true;
  if (!(await foldBatch(context, projector, tenant, stream, read))) return false;
  await publishBatch(context, projector, tenant, stream);
  return true;
}

/** Folds the next batch and moves the position, in one transaction. @returns whether there was anything to fold */
export async function foldBatch(
  context: HubContext,
  projector: Projector,
  tenant: TenantId,
  stream: StreamRef,
  read: BatchReader = (of, after) => readAfter(context.db, of, after, BATCH),
): Promise<boolean> {
  const { db } = context;
  const key = keyOf(projector, tenant, stream);
  const from = await readPosition(db, key);
  const rows = await read(stream, from);
  const last = rows.at(-1);
  if (!last) return false;
  const batch = batchOf(context, tenant, stream, rows);
  await db.retrying(() =>
    db.transaction(async (tx) => {
      if (await takePosition(tx, key, from, last.seq)) await projector.fold(tx, batch);
    }),
  );
  return true;
}

/** Writes the documents of the next batch that was folded and not published: also after a crash in between. */
export async function publishBatch(
  context: HubContext,
  projector: Projector,
  tenant: TenantId,
  stream: StreamRef,
): Promise<boolean> {
  const { db } = context;
  if (!projector.publish) return false;
  const key = keyOf(projector, tenant, stream);
  const folded = await readPosition(db, key);
  const publishKey = { ...key, projector: documentsOf(projector) };
  const published = await readPosition(db, publishKey);
  if (published >= folded) return false;
  const rows = (await readAfter(db, stream, published, BATCH)).filter(({ seq }) => seq <= folded);
  await projector.publish(batchOf(context, tenant, stream, rows));
  await writePosition(db, publishKey, rows.at(-1)?.seq ?? folded);
  return true;
}

/** Under which name the position of a projector's documents is kept. */
export function documentsOf({ name }: Projector): string {
  return `${name}:documents`;
}

function keyOf(projector: Projector, tenant: TenantId, stream: StreamRef): PositionKey {
  return { shard: projector.shardOf(tenant, stream), projector: projector.name, stream: stream.stream };
}

function batchOf(context: HubContext, tenant: TenantId, stream: StreamRef, rows: readonly LogRow[]): Batch {
  return {
    context,
    tenant,
    stream,
    kind: kindOfStream(stream.stream) ?? 'store',
    store: storeOfStream(stream.stream),
    facts: rows.flatMap((row) => logFact(row) ?? []),
    nowMs: context.clock(),
  };
}
