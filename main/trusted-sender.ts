/** Where the till's own page lives in Electron. */
export const TILL_ORIGIN = 'app://pos';

/** As much of Electron's frame as the check looks at. */
export type SenderFrame = { readonly url: string; readonly parent: unknown };

/**
 * Whether a message comes from the top frame of one of our own pages. By the beginning of the address, never by what
 * stands somewhere in it: `https://x.example/?next=app://pos/` is not ours.
 */
export function isTrustedSender(frame: SenderFrame | null | undefined, origins: readonly string[]): boolean {
  if (!frame || frame.parent !== null) return false;
  return origins.some((origin) => isAddressOf(frame.url, origin));
}

/** Whether an address belongs to an origin such as `app://pos`. */
export function isAddressOf(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}
