import type { Queryable } from '../db/database';
import type { StreamRef } from './log-row';
import type { Pokes } from './poke';
import { lastSeqs } from './read';

/** What another process added is noticed after this long at the latest. */
const USUAL_PAUSE_MS = 2000;

export type Following = {
  /** Looks now rather than after the pause. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
};

export type FollowOptions = {
  readonly pauseMs?: number;
  /** Hears of a look that failed; the next one is made all the same. */
  readonly onTrouble: (error: unknown) => void;
};

/**
 * Pokes for what other processes add to the same database: another hub, an import beside a running one. What this
 * process pokes itself is not poked again. One indexed
 * row a stream; NOTIFY would be faster and is not everywhere. PGlite has no other process, so there it is not needed.
 * @param streams asked before every look, because stores are opened while the hub runs
 */
export function followStreams(
  db: Queryable,
  pokes: Pokes,
  streams: () => Promise<readonly StreamRef[]>,
  { pauseMs = USUAL_PAUSE_MS, onTrouble }: FollowOptions,
): Following {
  const known = new Map<string, number>();
  // What this process added itself was poked already.
  const stopListening = pokes.subscribe(({ shard, stream, seq }) => {
    const key = `${shard} ${stream}`;
    known.set(key, Math.max(known.get(key) ?? 0, seq));
  });
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const followed = await streams();
    const seqs = await lastSeqs(db, followed);
    followed.forEach(({ shard, stream }, index) => {
      const seq = seqs[index] ?? 0;
      const key = `${shard} ${stream}`;
      if (seq > (known.get(key) ?? 0)) pokes.publish({ shard, stream, seq });
    });
  }

  async function again(): Promise<void> {
    await look().catch(onTrouble);
    if (!isStopped) timer = setTimeout(again, pauseMs).unref();
  }

  timer = setTimeout(again, pauseMs).unref();
  return {
    look,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      stopListening();
    },
  };
}
