import { isAddressOf } from '../trusted-sender';

/** What a page may be granted: the camera, to scan with, and a screen that stays on. */
const granted: readonly string[] = ['media', 'screen-wake-lock'];

export type PermissionAsk = {
  readonly permission: string;
  /** The asking page's address or origin. */
  readonly from: string;
  readonly mediaTypes?: readonly string[];
};

/** Whether one of our own pages asks for something on the list. Never the microphone. */
export function mayUse({ permission, from, mediaTypes }: PermissionAsk, origins: readonly string[]): boolean {
  const isOwn = origins.some((origin) => isAddressOf(from, origin));
  return isOwn && granted.includes(permission) && !(mediaTypes ?? []).includes('audio');
}
