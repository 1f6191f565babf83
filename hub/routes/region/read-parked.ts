import type { HubContext } from '../../context';
import type { Handler } from '../../http/register-route';
import { readParkedFacts } from '../../region/parked';

/** What the hub holds and could not count, with a code somebody can act on. */
export function readParkedRoute(context: HubContext): Handler<'read-parked'> {
  return async ({ manager: { tenant } }) => ({ facts: await readParkedFacts(context, tenant) });
}
