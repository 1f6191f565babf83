import type { Happening } from '#shared/facts/happening';
import { factKinds } from '#shared/facts/registry';
import { FactId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { HubContext } from '../context';
import type { Manager } from '../http/callers';
import { appendHubFacts } from '../log/append-hub-fact';
import { peopleStream } from '../log/stream-names';
import { decisions } from '../projectors/decisions';
import { runBatch } from '../projectors/run-batch';
import { type Access, noteAccess } from './access-log';

/**
 * Writes a manager's decision about people as facts, after who decided it and why; it stands in the tables when this
 * resolves, so that the next look shows it.
 * @returns the first of the facts
 */
export async function writeDecisions(
  context: HubContext,
  manager: Manager,
  action: Extract<Access['action'], 'link' | 'separate'>,
  reason: string,
  happenings: readonly Happening[],
): Promise<FactId> {
  const { tenant } = manager;
  const given = happenings.map((happening) => {
    return { happening, id: FactId.parse(context.mint(factKinds[happening.kind].prefix)) };
  });
  for (const { id } of given) await noteAccess(context, manager, { action, subject: id, reason });
  await appendHubFacts(
    context,
    given.map(({ happening, id }) => ({ happening, place: { tenant, in: { stream: 'people' }, id } })),
  );
  while (await runBatch(context, decisions, tenant, peopleStream(tenant)));
  return must(given[0], 'a decision is at least one fact').id;
}
