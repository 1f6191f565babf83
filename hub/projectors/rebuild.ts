import { StoreId, type TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { streamsOf } from '../log/read';
import { markDirty } from './dirty';
import { kindOfStream } from './projector';
import { documentsOf, foldBatch, keyOf } from './run-batch';
import { type Projectors, projectors } from './run-projectors';
import { forgetSetAside } from './set-aside';

/**
 * Throws away everything folded of a tenant and folds it again. Nothing is published meanwhile; afterwards only
 * documents whose content differs are written. Decisions are replayed: the resolver keeps its place and decides nothing
 * a second time.
 */
export async function rebuild(
  context: HubContext,
  runner: Projectors,
  tenant: TenantId,
  names: readonly string[] = projectors.map(({ name }) => name),
): Promise<void> {
  const { db } = context;
  const withPersons = names.some((name) => persons.includes(name)) ? [...names, ...persons] : names;
  const chosen = projectors.filter(({ name }) => withPersons.includes(name));
  await runner.pause();
  try {
    const streams = await streamsOf(db, tenant);
    const stores = streams.flatMap(({ stream }) =>
      stream.startsWith('store:') ? [StoreId.parse(stream.slice(6))] : [],
    );
    for (const projector of chosen) {
      await db.transaction(async (tx) => {
        await projector.clear(tx, tenant, stores);
        for (const stream of streams) {
          await tx.run('delete from progress where shard = $1 and projector = any($2) and stream = $3', [
            projector.shardOf(tenant, stream),
            [projector.name, documentsOf(projector)],
            stream.stream,
          ]);
          await forgetSetAside(tx, tenant, keyOf(projector, tenant, stream));
        }
      });
    }
    for (const projector of chosen) {
      for (const stream of streams) {
        const kind = kindOfStream(stream.stream);
        if (kind === null || !projector.reads.includes(kind)) continue;
        while (await foldBatch(context, projector, tenant, stream));
      }
    }
    if (chosen.some(({ name }) => name === 'people')) await markEveryone(context, tenant);
  } finally {
    runner.resume();
  }
}

/** These two fill one table, so one is never rebuilt without the other. */
const persons = ['decisions', 'people'];

async function markEveryone({ db, clock }: HubContext, tenant: TenantId): Promise<void> {
  const rows = await db.run<{ person: string }>('select distinct person from anchor where shard = $1 and tenant = $2', [
    homeShard(tenant),
    tenant,
  ]);
  for (let start = 0; start < rows.length; start += 1000) {
    const some = rows.slice(start, start + 1000);
    await markDirty(
      db,
      tenant,
      some.map(({ person }) => ({ who: person, store: '', dueAtMs: clock() })),
    );
  }
}
