import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { readPairs } from '../../projectors/decisions';
import { readAnchors } from '../../region/anchors';
import { decideSeparation } from '../../region/decide-identities';
import { writeDecisions } from '../../region/write-decisions';

/** One identity is somebody else. Each keeps its facts, and no rule joins them again. */
export function separateIdentity(context: HubContext): Handler<'separate-identity'> {
  return async ({ params: { person }, body: { who, reason }, manager }) => {
    const anchors = (await readAnchors(context, manager.tenant, person)).map((anchor) => anchor.who);
    if (anchors.length === 0) return new No(404, 'person-unknown');
    const pairs = await readPairs(context.db, manager.tenant, anchors);
    const decided = decideSeparation(who, reason, anchors, pairs);
    if (!decided.ok) return new No(409, decided.refusal.code);
    return { separated: await writeDecisions(context, manager, 'separate', reason, decided.value) };
  };
}
