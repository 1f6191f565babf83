import type { StreamRef } from './log-row';

/** Something was added: to a stream of facts, or to a feed of documents, which count alike. Carries no data; readers read. */
export type StreamPoke = StreamRef & { readonly seq: number };

/** Within this process: who adds tells who reads. A poke may come twice or late, and none is needed for correctness. */
export type Pokes = {
  readonly publish: (poke: StreamPoke) => void;
  /** @returns how to stop listening */
  readonly subscribe: (listen: (poke: StreamPoke) => void) => () => void;
};

/** @param onBroken hears of a listener that failed, so that the others are told all the same */
export function openPokes(onBroken: (error: unknown) => void): Pokes {
  const listeners = new Set<(poke: StreamPoke) => void>();
  return {
    publish: (poke) => {
      for (const listen of [...listeners]) {
        try {
          listen(poke);
        } catch (error) {
          onBroken(error);
        }
      }
    },
    subscribe: (listen) => {
      const own = (poke: StreamPoke) => listen(poke);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
