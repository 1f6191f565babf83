import type { HostApi } from '#shared/contract/host';
import type { Commits } from './commit';

/** Looks for signs that this machine was put back to an earlier day: somebody remembers facts of ours that we don't. */
export type RestoreWatch = {
  /** Documents as they come down or are read at start. */
  readonly look: (documents: readonly unknown[]) => void;
  /** The latest fact the ledger holds. */
  readonly lookAtHlc: (hlc: number) => void;
};

/** Raises the journal's clock above what others have seen, so that documents don't hide this till's next facts. */
export function createRestoreWatch(host: HostApi, commits: Commits, onRestored: () => void): RestoreWatch {
  let raisedTo = 0;

  function lookAtHlc(hlc: number): void {
    if (hlc <= commits.head.get().hlc || hlc <= raisedTo) return;
    raisedTo = hlc;
    void commits
      .change(() => host.request('journal.raise-hlc', { hlc }))
      .then(onRestored)
      .catch(() => {
        raisedTo = 0;
      });
  }

  return { lookAtHlc, look: (documents) => lookAtHlc(Math.max(0, ...documents.map(seenIn))) };
}

function seenIn(document: unknown): number {
  if (typeof document !== 'object' || document === null) return 0;
  const own = 'seen' in document && typeof document.seen === 'number' ? document.seen : 0;
  const anchors = 'anchors' in document && Array.isArray(document.anchors) ? document.anchors : [];
  return Math.max(own, ...anchors.map(seenIn));
}
