import type { Logger } from 'pino';
import type { HubConfig } from '../config';

/** A one-time code on its way to a phone. */
export type CodeMessage = {
  readonly tenant: string;
  readonly phone: string;
  readonly code: string;
  readonly language: 'zh-CN' | 'en';
  readonly atMs: number;
};

/** What carries codes to phones: an SMS gateway in a real shop. Rejecting means nothing was sent. */
export type CodeSender = { readonly send: (message: CodeMessage) => Promise<void> };

/** The demo's sender: the hub's own log, and the last twenty for the demo's page of codes. */
export type DemoSender = CodeSender & { readonly sent: () => readonly CodeMessage[] };

const GATEWAY_MS = 5_000;

/**
 * Posts `{phone, code, language}` to the address of a gateway, the phone as E.164. Any answer but a 2xx within five
 * seconds means it was not sent.
 */
export function webhookSender({ url, token }: NonNullable<HubConfig['codeWebhook']>): CodeSender {
  return {
    send: async ({ phone, code, language }) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ phone, code, language }),
        // A code goes to the address that was configured, and to no other it may name.
        redirect: 'manual',
        signal: AbortSignal.timeout(GATEWAY_MS),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the gateway of one-time codes answered ${answer.status}`);
    },
  };
}

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
