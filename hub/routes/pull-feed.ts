import type { PullResponse } from '#shared/contract/sync';
import type { CollectionName } from '#shared/documents/documents';
import type { HubContext } from '../context';
import { feedOf } from '../feeds/feeds';
import { readFeed } from '../feeds/read-feed';
import { noticeOlderSelf } from '../generation';
import type { Handler } from '../http/register-route';

/** One page of a feed of the till's own store. */
export function pullFeed(context: HubContext): Handler<'pull-feed'> {
  return async ({ params, query: { after, limit }, device }): Promise<PullResponse> => {
    const feed = feedOf(params.collection as CollectionName, device.tenant, device.store);
    const documents = await readFeed(context.db, feed, after, limit, device.id);
    if (documents.length === 0) await noticeOlderSelf(context, feed, after);
    return {
      documents,
      checkpoint: documents.at(-1)?.seq ?? after,
      more: documents.length === limit,
      hubTimeMs: context.clock(),
      generation: context.generation(),
    };
  };
}
