import type { TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import type { Database, Queryable } from '../db/database';
import { codeOf } from '../db/retrying';
import type { LogRow, StreamRef } from '../log/log-row';
import { readAfter } from '../log/read';
import { BATCH, type BatchReader } from './batch-reader';
import { type PositionKey, readPosition, takePosition, writePosition } from './positions';
import { type Batch, kindOfStream, logFact, type Projector, storeOfStream } from './projector';
import { setAside } from './set-aside';

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

/**
 * Folds the next batch and moves the position, in one transaction. A batch that holds a value the database can't take is
 * folded fact by fact, and the fact with that value is set aside, so that nothing behind it waits.
 * @returns whether there was anything to fold
 */
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
  const fold = (some: readonly LogRow[], after: number, to: number) => {
    const batch = batchOf(context, tenant, stream, some);
    return moving(db, key, after, to, (tx) => projector.fold(tx, batch));
  };
  try {
    await fold(rows, from, last.seq);
  } catch (error) {
    if (!isAboutData(error)) throw error;
    let after = from;
    for (const row of rows) {
      try {
        await fold([row], after, row.seq);
      } catch (trouble) {
        if (!isAboutData(trouble)) throw trouble;
        const { id: fact, seq } = row;
        const code = codeOf(trouble) ?? '';
        context.logger.error({ err: trouble, fact, projector: projector.name }, 'a fact can not be folded: set aside');
        await moving(db, key, after, seq, (tx) =>
          setAside(tx, tenant, key, { fact, seq, code, atMs: context.clock() }),
        );
      }
      after = row.seq;
    }
  }
  return true;
}

/** Does the work if the position still stands at `from`, and moves it along. */
function moving(
  db: Database,
  key: PositionKey,
  from: number,
  to: number,
  work: (tx: Queryable) => Promise<void>,
): Promise<void> {
  return db.retrying(() =>
    db.transaction(async (tx) => {
      if (await takePosition(tx, key, from, to)) await work(tx);
    }),
  );
}

/** PostgreSQL classes 22, 23 and 54: what a fact holds does not fit into a table, and never will. */
function isAboutData(error: unknown): boolean {
  return /^(22|23|54)/.test(codeOf(error) ?? '');
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

/** Where a projector's position in a stream is. */
export function keyOf(projector: Projector, tenant: TenantId, stream: StreamRef): PositionKey {
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
