import type { Fact } from '#shared/facts/registry';
import type { AnchorId } from '#shared/kernel/ids';
import type { AnchorState } from '#shared/people/anchor';
import { foldAnchor, noAnchorState } from '#shared/people/fold-anchor';
import { hlcMs } from '#shared/sync/hybrid-clock';
import { streamsOf } from '../../hub/log/read';
import { aTenant } from './a-fact';
import type { TestHub } from './a-hub';

/** A fact with the moment that counts for it: the earlier of its own clock's and the hub's at its arrival. */
export type TakenIn = { readonly fact: Fact; readonly atMs: number };

/** Every fact of the tenant that the hub took in, each once, in the order of its streams. */
export async function factsOf({ context: { db } }: TestHub): Promise<readonly TakenIn[]> {
  const streams = await streamsOf(db, aTenant);
  const rows = await Promise.all(
    streams.map(({ shard, stream }) =>
      db.run<{ fact: Fact; received_at: number }>(
        'select fact, received_at from fact where shard = $1 and stream = $2 and quarantine is null order by seq',
        [shard, stream],
      ),
    ),
  );
  return rows.flat().map(({ fact, received_at }) => ({ fact, atMs: hlcMs(Math.min(fact.hlc, received_at * 1000)) }));
}

/** What is known of an anchor, folded from nothing but the facts themselves. */
export function foldedFrom(facts: readonly TakenIn[], who: AnchorId): AnchorState {
  return facts
    .filter(({ fact }) => fact.who === who)
    .reduce((state, { fact, atMs }) => foldAnchor(state, fact, atMs), noAnchorState);
}
