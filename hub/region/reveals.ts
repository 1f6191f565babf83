import type { AnchorId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Manager } from '../http/callers';
import { noteAccess } from './access-log';

/** How long a person stays readable after a reason was given: one look, not a working day. */
export const REVEAL_MS = 10 * 60 * 1000;

/**
 * Writes down who wants to see whom and why, then lets this session see them for a while. One row an anchor: who joins
 * the person later was not what the reason was about, and the log stays true when people are taken apart.
 */
export async function reveal(
  context: HubContext,
  manager: Manager,
  anchors: readonly AnchorId[],
  reason: string,
): Promise<void> {
  const atMs = context.clock();
  const rows = anchors.map((who) => ({ id: context.mint('reveal'), who }));
  await noteAccess(context, manager, { action: 'reveal', subject: anchors[0], reason, body: { anchors } });
  await context.db.run(
    `insert into reveal_log (shard, tenant, id, at, manager, session, person, reason)
     select $1, $2, r.id, $3, $4, $5, r.who, $6 from jsonb_to_recordset($7) as r (id text, who text)`,
    [homeShard(manager.tenant), manager.tenant, atMs, manager.id, manager.session, reason, JSON.stringify(rows)],
  );
}

/** Which of these anchors this session may read just now, and until when. */
export async function readReveals(
  context: HubContext,
  { tenant, id, session }: Manager,
  anchors: readonly AnchorId[],
): Promise<ReadonlyMap<string, InstantMs>> {
  const rows = await context.db.run<{ person: string; at: number }>(
    `select person, max(at) as at from reveal_log
     where shard = $1 and tenant = $2 and person = any($3) and at > $4 and manager = $5 and session = $6
     group by person`,
    [homeShard(tenant), tenant, anchors, context.clock() - REVEAL_MS, id, session],
  );
  return new Map(rows.map(({ person, at }) => [person, at + REVEAL_MS]));
}
