import type { CollectionName } from '#shared/documents/documents';
import type { HubContext } from '../context';
import { feedOf } from '../feeds/feeds';
import { readFeed } from '../feeds/read-feed';
import { judgePlace, markOf } from '../generation';
import { No } from '../http/no';
import type { Handler } from '../http/register-route';

/**
 * One page of a feed of the till's own store. Refuses `checkpoint-ahead` where the till says it has seen more than this
 * life of the hub gave out: it begins this feed again.
 */
export function pullFeed(context: HubContext): Handler<'pull-feed'> {
  return async ({ params, query: { after, mark, limit }, device }) => {
    const feed = feedOf(params.collection as CollectionName, device.tenant, device.store);
    const documents = await readFeed(context.db, feed, after, limit, device.id);
    const place = documents.length > 0 ? 'reached' : await judgePlace(context, feed, { after, mark });
    if (place === 'ahead') return new No(409, 'checkpoint-ahead');
    const checkpoint = place === 'put-back' ? 0 : (documents.at(-1)?.seq ?? after);
    return {
      documents,
      checkpoint,
      mark: markOf(context, feed, checkpoint),
      more: documents.length === limit,
      hubTimeMs: context.clock(),
      generation: context.generation(),
    };
  };
}
