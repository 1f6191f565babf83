import type { RxCollection } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import { type CollectionName, collections } from '#shared/documents/documents';
import type { GenerationId } from '#shared/kernel/ids';
import type { DocumentRow } from '../rows';
import type { HubLink } from './hub-link';
import type { PaymentGate } from './payment-gate';

/** A feed being pulled into its collection. */
export type Feed = {
  readonly resync: () => void;
  /** Stops pulling; `forget` also drops how far it came. */
  readonly stop: (forget: boolean) => Promise<void>;
};

export type FeedParts = {
  readonly name: CollectionName;
  readonly collection: RxCollection<DocumentRow>;
  readonly generation: GenerationId;
  /** While somebody is at the till pages are small and far apart, else (a first install, the night) large. */
  readonly isInUse: () => boolean;
  readonly link: HubLink;
  readonly gate: PaymentGate;
  /** Every document passes here once it is known to be well-formed. */
  readonly onDocuments: (name: CollectionName, documents: readonly unknown[]) => void;
  /** The hub has nothing newer, and what it had is written. */
  readonly onHeard: (name: CollectionName) => void;
  readonly onNewLife: (generation: GenerationId) => void;
  /** RxDB gave up without saying so (a full disk, a closed store): pulling must begin again. */
  readonly onBroken: (name: CollectionName, failure: unknown) => void;
};

/** How far a feed was pulled, and the hub's own word that it gave that out. */
type Checkpoint = { readonly seq: number; readonly mark?: string };

/** RxDB reads on by itself only after a page this large; after a smaller one we ask it to, when there is more. */
const LARGE_PAGE = 1000;
const PACED_PAGE = 50;
/** Between pages while the till is in use: measured to keep a scan within 10 ms and a sale within budget. */
const PACED_PAUSE_MS = 60;
const RETRY_MS = 5_000;
const START: Checkpoint = { seq: 0 };
const CODES_THAT_RETRY = new Set(['RC_PULL', 'RC_PUSH']);

/**
 * Pulls one feed by RxDB's replication, pull-only. Its identifier holds the hub's generation, so that another life of
 * the log is pulled from the start; each row remembers the life it came in, so that leftovers of the one before can go.
 */
export function startFeed(parts: FeedParts): Feed {
  const { name, collection, generation, isInUse, link, gate, onBroken, onHeard, onNewLife } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const resync$ = new Subject<'RESYNC'>();

  const state = replicateRxCollection<DocumentRow, Checkpoint>({
    collection,
    replicationIdentifier: `feed-${generation}`,
    live: true,
    retryTime: RETRY_MS,
    waitForLeadership: false,
    toggleOnDocumentVisible: false,
    pull: {
      batchSize: LARGE_PAGE,
      stream$: resync$.asObservable(),
      handler: async (checkpoint) => {
        const page = await readPage(checkpoint ?? START, isInUse() ? PACED_PAGE : LARGE_PAGE);
        if (page.more && page.rows.length < LARGE_PAGE) setTimeout(resync, isInUse() ? PACED_PAUSE_MS : 0);
        if (!page.more) void hear();
        await gate.pass(signal);
        return { documents: [...page.rows], checkpoint: page.checkpoint };
      },
    },
  });
  const errors = state.error$.subscribe((failure) => {
    if (!CODES_THAT_RETRY.has('code' in failure ? String(failure.code) : '')) onBroken(name, failure);
  });

  const resync = () => {
    if (!signal.aborted) resync$.next('RESYNC');
  };

  /** NOTE not `awaitInSync`: it waits for the browser to be idle, which a till that is used seldom is. */
  async function hear(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await state.internalReplicationState?.streamQueue.down;
    if (signal.aborted) return;
    onHeard(name);
  }

  async function ask({ seq: after, mark }: Checkpoint, limit: number) {
    await link.whenOnline(signal);
    const query = mark === undefined ? { after, limit } : { after, mark, limit };
    return link.call('pull-feed', { params: { collection: name }, query });
  }

  async function readPage(from: Checkpoint, limit: number): Promise<Page> {
    for (let checkpoint = from; ; ) {
      const answer = await ask(checkpoint, limit);
      if (!answer.ok && answer.refusal.code === 'checkpoint-ahead' && checkpoint.seq > 0) {
        checkpoint = START;
        continue;
      }
      if (!answer.ok) throw new Error(answer.refusal.code);
      const { documents, checkpoint: seq, mark, more, generation: life } = answer.value;
      if (life !== generation) {
        onNewLife(life);
        return await never(signal);
      }
      const rows = readDocuments(parts, documents);
      checkpoint = { seq, mark };
      if (rows.length > 0 || !more) return { rows, checkpoint, more };
    }
  }

  return {
    resync,
    stop: async (forget) => {
      stopping.abort(new Error('the feed stopped'));
      errors.unsubscribe();
      await (forget ? state.remove() : state.cancel());
    },
  };
}

type Row = DocumentRow & { _deleted: boolean };
type Page = { readonly rows: readonly Row[]; readonly checkpoint: Checkpoint; readonly more: boolean };

/** Nothing of another life may enter this one: the page waits until it is stopped. */
function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/** The door for documents. One that is not well-formed is left out, the others go in. */
function readDocuments(
  { name, generation, onDocuments }: FeedParts,
  raw: readonly { readonly id: string; readonly seq: number; readonly deleted?: boolean }[],
): readonly Row[] {
  const documents: unknown[] = [];
  const rows = raw.flatMap(({ deleted, ...rest }): Row[] => {
    const { id, seq } = rest;
    if (deleted) return [{ id, seq, life: generation, text: '', _deleted: true }];
    const document = collections[name].safeParse(rest);
    if (!document.success) return [];
    documents.push(document.data);
    return [{ id, seq, life: generation, text: JSON.stringify(document.data), _deleted: false }];
  });
  onDocuments(name, documents);
  return rows;
}
