import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Manager } from '../http/callers';

/** What a manager did that somebody may ask about later. Rows are only ever added. */
export type Access = {
  readonly action: 'sign-in' | 'sign-out' | 'find-by-phone' | 'reveal' | 'separate' | 'link';
  /** Whom or what it was about: an anchor, or the fact that came of it. */
  readonly subject?: string;
  readonly reason?: string;
  readonly body?: Readonly<Record<string, unknown>>;
};

export async function noteAccess(
  context: HubContext,
  { tenant, id }: Pick<Manager, 'tenant' | 'id'>,
  { action, subject, reason, body }: Access,
): Promise<void> {
  await context.db.run(
    `insert into access_log (shard, tenant, id, at, actor, action, subject, reason, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      homeShard(tenant),
      tenant,
      context.mint('access'),
      context.clock(),
      id,
      action,
      subject ?? null,
      reason ?? null,
      JSON.stringify(body ?? {}),
    ],
  );
}
