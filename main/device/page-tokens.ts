import type { InstantMs } from '#shared/kernel/time';
import { HostRefusal } from '../host-refusal';
import type { HubCalls } from './hub-calls';

export type PageToken = { readonly token: string; readonly expiresAtMs: InstantMs };

/** A page that asks again this soon is answered with the same token; later it may have been told that it is stale. */
const FRESH_MS = 30_000;
const MARGIN_MS = 60_000;

/**
 * Tokens for the page's own calls. `expiresAtMs` is by this machine's clock, however wrong that is: it is reckoned from
 * how long the hub says that the token lives. Null while the hub can't be reached and the last one is used up.
 * Refusal: the hub's own, for example when the device was revoked.
 */
export function pageTokens(call: HubCalls, origin: string, nowMs: () => InstantMs): () => Promise<PageToken | null> {
  let last: (PageToken & { readonly madeAtMs: InstantMs }) | null = null;
  let asking: Promise<PageToken | null> | null = null;

  const ask = async (): Promise<PageToken | null> => {
    const madeAtMs = nowMs();
    const answer = await call('issue-page-token', { body: { origin } });
    if (answer.ok) {
      const { token, expiresAtMs } = answer.value;
      last = { token, madeAtMs, expiresAtMs: madeAtMs + expiresAtMs - (answer.sentAtMs ?? madeAtMs) };
    } else if (answer.refusal) {
      last = null;
      throw new HostRefusal(answer.refusal.code, answer.refusal.params);
    }
    return last && last.expiresAtMs - MARGIN_MS > nowMs() ? pick(last) : null;
  };

  return async () => {
    const age = last ? nowMs() - last.madeAtMs : -1;
    if (last && age >= 0 && age < FRESH_MS) return pick(last);
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}

function pick({ token, expiresAtMs }: PageToken): PageToken {
  return { token, expiresAtMs };
}
