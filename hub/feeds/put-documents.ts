import type { HubContext } from '../context';
import type { StreamRef } from '../log/log-row';

/**
 * A document as a feed keeps it, without `seq` and `seen`. `seen`: per device, the hlc of its last fact the body holds.
 * `deleted`: tills drop it.
 */
export type FeedDocument = {
  readonly id: string;
  readonly body: object;
  readonly seen?: Readonly<Record<string, number>>;
  readonly deleted?: boolean;
};

/** At most this many documents in one statement: beyond it, the embedded database holds up everyone else too long. */
const BATCH = 200;

/**
 * Writes documents into a feed; those whose content is what it was keep their `seq`, and nobody pulls them again.
 * Tills of the feed are poked once.
 * @returns how many batches held something new
 */
export async function putDocuments(
  context: Pick<HubContext, 'db' | 'pokes'>,
  feed: StreamRef,
  documents: readonly FeedDocument[],
): Promise<boolean> {
  let last: number | null = null;
  for (let start = 0; start < documents.length; start += BATCH) {
    const rows = documents.slice(start, start + BATCH).map((document, n) => ({
      n,
      id: document.id,
      deleted: document.deleted ?? false,
      body: document.body,
      seen: document.seen ?? {},
    }));
    const [put] = await context.db.retrying(() =>
      context.db.run<{ seq: number | null }>('select put_documents($1, $2, $3) as seq', [
        feed.shard,
        feed.stream,
        JSON.stringify(rows),
      ]),
    );
    last = put?.seq ?? last;
  }
  if (last !== null) context.pokes.publish({ ...feed, seq: last });
  return last !== null;
}
