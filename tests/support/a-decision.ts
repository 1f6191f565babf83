import type { AnchorId, FactId } from '#shared/kernel/ids';
import { ok, type Result } from '#shared/kernel/result';
import type { HubContext } from '../../hub/context';
import type { Manager } from '../../hub/http/callers';
import { readPairs } from '../../hub/projectors/decisions';
import { readAnchors } from '../../hub/region/anchors';
import {
  decideLink,
  decideSeparation,
  type LinkRefusal,
  type SeparateRefusal,
} from '../../hub/region/decide-identities';
import { writeDecisions } from '../../hub/region/write-decisions';
import { aTenant } from './a-fact';

const manager: Manager = { tenant: aTenant, id: 'manager_lu', name: 'Lu', session: 'none' };
const reason = 'they said so at the counter';

/** A manager says that somebody is not who they are joined with. */
export async function separate(context: HubContext, who: AnchorId): Promise<Result<FactId, SeparateRefusal>> {
  const anchors = await anchorsOf(context, who);
  const decided = decideSeparation(who, reason, anchors, await readPairs(context.db, aTenant, anchors));
  if (!decided.ok) return decided;
  return ok(await writeDecisions(context, manager, 'separate', reason, decided.value));
}

/** A manager says that two are one person. */
export async function link(context: HubContext, a: AnchorId, b: AnchorId): Promise<Result<FactId, LinkRefusal>> {
  const own = await anchorsOf(context, a);
  const decided = decideLink(reason, own, await anchorsOf(context, b), await readPairs(context.db, aTenant, own));
  if (!decided.ok) return decided;
  return ok(await writeDecisions(context, manager, 'link', reason, decided.value));
}

async function anchorsOf(context: HubContext, who: AnchorId): Promise<readonly AnchorId[]> {
  return (await readAnchors(context, aTenant, who)).map((anchor) => anchor.who);
}
