import type { Logger } from 'pino';

/** A one-time code on its way to a phone. */
export type CodeMessage = {
  readonly tenant: string;
  readonly phone: string;
  readonly code: string;
  readonly atMs: number;
};

/** What carries codes to phones: an SMS gateway in a real shop. Rejecting means nothing was sent. */
export type CodeSender = { readonly send: (message: CodeMessage) => Promise<void> };

/** The demo's sender: the hub's own log, and the last twenty for the demo's page of codes. */
export type DemoSender = CodeSender & { readonly sent: () => readonly CodeMessage[] };

const KEPT = 20;

export function openDemoSender(logger: Logger): DemoSender {
  const kept: CodeMessage[] = [];
  return {
    sent: () => kept,
    send: async (message) => {
      kept.unshift(message);
      kept.length = Math.min(kept.length, KEPT);
      logger.warn({ phone: message.phone, code: message.code }, 'demo: a one-time code, sent nowhere but here');
    },
  };
}
