import type { PullResponse } from '#shared/contract/sync';
import type { Queryable } from '../db/database';
import type { StreamRef } from '../log/log-row';

type Columns = {
  readonly id: string;
  readonly seq: number;
  readonly deleted: boolean;
  readonly body: Readonly<Record<string, unknown>>;
  readonly seen: Readonly<Record<string, number>>;
};

/** An anchor inside a stored customer document: `seen` of every device, of which each till gets its own. */
type StoredAnchor = { readonly seen: Readonly<Record<string, number>> };

/** Documents of a feed after `seq`, as one device gets them: `seen` is its own, 0 where none of its facts is in. */
export async function readFeed(
  db: Queryable,
  { shard, stream }: StreamRef,
  after: number,
  limit: number,
  device: string,
): Promise<PullResponse['documents']> {
  const rows = await db.run<Columns>(
    'select id, seq, deleted, body, seen from doc where shard = $1 and feed = $2 and seq > $3 order by seq limit $4',
    [shard, stream, after, limit],
  );
  const hasSeen = /^(stock|receipts|tasks):/.test(stream);
  return rows.map(({ id, seq, deleted, body, seen }) => {
    const own = hasSeen ? { seen: seen[device] ?? 0 } : {};
    if (deleted) return { id, seq, deleted, ...own };
    return { id, seq, ...body, ...own, ...ownAnchors(body, device) };
  });
}

/** Also used for a person who was looked up: the same form as in a feed. */
export function ownAnchors(body: object, device: string): { readonly anchors?: readonly object[] } {
  if (!('anchors' in body)) return {};
  const anchors = body.anchors as readonly StoredAnchor[];
  return { anchors: anchors.map((anchor) => ({ ...anchor, seen: anchor.seen[device] ?? 0 })) };
}
