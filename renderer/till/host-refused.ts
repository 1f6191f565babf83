import { WireRefusal } from '#shared/contract/refusal';
import type { Refusal } from '#shared/kernel/result';

/**
 * The host said no, or (`host-unreachable`) said nothing: then nobody knows whether it did what was asked, so ask again
 * with the same ids. `page-not-launched`: this page was opened without a launch code, only a new start of the till helps.
 */
export class HostRefused extends Error {
  constructor(
    readonly code: string,
    readonly params: Refusal['params'] = {},
  ) {
    super(code);
    this.name = 'HostRefused';
  }
}

/** The refusal written in a text, as the wire and Electron's preload both carry it; null where the text is something else. */
export function refusalIn(text: string): HostRefused | null {
  try {
    const { data } = WireRefusal.safeParse(JSON.parse(text));
    return data ? new HostRefused(data.code, data.params) : null;
  } catch {
    return null;
  }
}
