import { randomUUID } from 'node:crypto';
import type { WireRefusal } from '#shared/contract/refusal';
import { HostRefusal } from './host-refusal';
import { sayTrouble } from './say-trouble';

/** What crosses Electron's ipc, which would carry only the message of an error. */
export type BridgeAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: WireRefusal };

/** A *no* becomes a refusal with its code; a bug is said in the host's output and leaves as `internal`. */
export async function answerRequest(request: () => Promise<unknown>): Promise<BridgeAnswer> {
  try {
    return { ok: true, value: await request() };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

/** The refusal in the wire's form. */
export function refusalOf(error: unknown): WireRefusal {
  const requestId = randomUUID();
  if (error instanceof HostRefusal) return { code: error.code, params: error.params, requestId };
  sayTrouble(error);
  return { code: 'internal', params: {}, requestId };
}
