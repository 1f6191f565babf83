import type { InstantMs } from '#shared/kernel/time';

/** A payment screen left open overnight must not stop consent withdrawals and prices (60 s, then writes go on). */
export const PAYMENT_PAUSE_MAX_MS = 60_000;

const LOOK_AGAIN_MS = 50;

/** Holds back what the hub sends while a payment is open, so that the sale's own write comes first. */
export type PaymentGate = {
  readonly setPaying: (isPaying: boolean) => void;
  /** Resolves when documents may be written. */
  readonly pass: (signal: AbortSignal) => Promise<void>;
};

export function createPaymentGate(now: () => InstantMs): PaymentGate {
  let payingSinceMs: InstantMs | null = null;
  // A clock that was set back counts as time gone by: it must not hold the hub's news back for hours.
  const isShut = () => payingSinceMs !== null && Math.abs(now() - payingSinceMs) < PAYMENT_PAUSE_MAX_MS;
  return {
    setPaying: (isPaying) => {
      if (!isPaying) payingSinceMs = null;
      else payingSinceMs ??= now();
    },
    pass: async (signal) => {
      while (isShut() && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    },
  };
}
