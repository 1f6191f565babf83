import type { RegionPerson } from '#shared/contract/region';
import type { AnchorId } from '#shared/kernel/ids';
import { consentsOf, mergeAnchorStates, tagsOf } from '#shared/people/fold-anchor';
import type { HubContext } from '../context';
import type { Manager } from '../http/callers';
import { maskedTitle, type RegionAnchor, readAnchors, readStoreNames } from './anchors';
import { readIdentities } from './identities';
import { readLedger } from './ledger';
import { readDecisions } from './links';
import { readNear } from './near';
import { readReveals } from './reveals';
import { readTimeline } from './timeline';

/** One person of the manager's own tenant, masked unless this session gave a reason; null for anybody else. */
export async function readPerson(context: HubContext, manager: Manager, who: AnchorId): Promise<RegionPerson | null> {
  const { tenant } = manager;
  const anchors = await readAnchors(context, tenant, who);
  const [oldest] = anchors;
  if (!oldest) return null;
  const ids = anchors.map((anchor) => anchor.who);
  const stores = await readStoreNames(context, tenant);
  const decisions = await readDecisions(context, tenant, ids);
  const state = mergeAnchorStates(anchors.map((anchor) => anchor.state));
  const nowMs = context.clock();
  return {
    person: oldest.person,
    ...maskedTitle(anchors),
    revealed: revealedOf(anchors, await readReveals(context, manager, ids)),
    identities: await readIdentities(context, tenant, anchors, decisions, stores),
    tags: tagsOf(state, nowMs),
    consents: consentsOf(state).map(({ purpose, channel, on, atMs }) => ({ purpose, channel, on, atMs })),
    timeline: await readTimeline(context, tenant, ids, stores),
    ledger: await readLedger(context, tenant, decisions),
    near: await readNear(context, tenant, ids, decisions),
    nowMs,
  };
}

/** Details in the clear of those anchors a reason was given for, and of no others. */
function revealedOf(anchors: readonly RegionAnchor[], reveals: ReadonlyMap<string, number>): RegionPerson['revealed'] {
  const shown = anchors.filter(({ who }) => reveals.has(who));
  if (shown.length === 0) return null;
  const details = shown.flatMap((anchor) => anchor.details ?? []);
  const valuesOf = (kind: string) => [
    ...new Set(
      details.flatMap(({ identifiers }) => identifiers.filter((one) => one.kind === kind).map(({ value }) => value)),
    ),
  ];
  return {
    name: details.find(({ name }) => name !== undefined)?.name ?? null,
    phones: valuesOf('phone'),
    emails: valuesOf('email'),
    untilMs: Math.min(...shown.map(({ who }) => reveals.get(who) ?? 0)),
  };
}
