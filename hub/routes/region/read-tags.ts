import type { HubContext } from '../../context';
import type { Handler } from '../../http/register-route';
import { readTagCounts } from '../../region/tags';

/** Every tag in use, store and online as one. */
export function readTags(context: HubContext): Handler<'read-tags'> {
  return async ({ manager: { tenant } }) => ({ tags: await readTagCounts(context, tenant), nowMs: context.clock() });
}
