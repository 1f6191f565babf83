import type { BasketId, FactId } from '#shared/kernel/ids';

/** A basket, or a sale whose receipt nobody has put away yet. */
export type ClaimedId = BasketId | FactId;

/**
 * Which window of this till has a basket. Two windows that showed the same one could each take money for it while one
 * sale stands. The browser gives a claim back when its window is gone, however that ended.
 */
export type BasketClaims = {
  /** Resolves once this window has it: at once, or when the window that had it let it go. */
  readonly claim: (id: ClaimedId) => Promise<void>;
  /** This window has it, or waits for it. */
  readonly isAsked: (id: ClaimedId) => boolean;
  readonly letGo: (id: ClaimedId) => void;
  readonly close: () => void;
};

export function createBasketClaims(locks: LockManager): BasketClaims {
  const held = new Map<ClaimedId, () => void>();
  const asked = new Set<ClaimedId>();
  const closing = new AbortController();
  return {
    claim: (id) =>
      new Promise((granted) => {
        asked.add(id);
        const hold = () =>
          new Promise<void>((release) => {
            held.set(id, release);
            granted();
          });
        locks.request(`seam-basket ${id}`, { signal: closing.signal }, hold).catch(() => undefined);
      }),
    isAsked: (id) => asked.has(id),
    letGo: (id) => {
      asked.delete(id);
      held.get(id)?.();
      held.delete(id);
    },
    close: () => {
      closing.abort();
      for (const release of held.values()) release();
      held.clear();
    },
  };
}
