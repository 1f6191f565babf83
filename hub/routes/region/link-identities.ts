import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { readPairs } from '../../projectors/decisions';
import { readAnchors } from '../../region/anchors';
import { decideLink } from '../../region/decide-identities';
import { writeDecisions } from '../../region/write-decisions';

/** Two persons are one. Consents never widen by it, and it can be taken back. */
export function linkIdentities(context: HubContext): Handler<'link-identities'> {
  return async ({ params: { person }, body, manager }) => {
    const own = (await readAnchors(context, manager.tenant, person)).map((anchor) => anchor.who);
    const other = (await readAnchors(context, manager.tenant, body.with)).map((anchor) => anchor.who);
    if (own.length === 0 || other.length === 0) return new No(404, 'person-unknown');
    const pairs = await readPairs(context.db, manager.tenant, own);
    const decided = decideLink(body.reason, own, other, pairs);
    if (!decided.ok) return new No(409, decided.refusal.code);
    return { linked: await writeDecisions(context, manager, 'link', body.reason, decided.value) };
  };
}
