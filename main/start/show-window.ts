import type { ChildProcess } from 'node:child_process';
import { openWindow } from './open-window';

/** A browser that is open already on this profile takes the address over, and the one just started ends at once. */
const HANDED_OVER_MS = 5_000;
const FALLS_MAX = 5;

/**
 * Shows the till in a window until somebody closes it or `stopped` resolves. A window that crashes is opened again: it
 * takes the till with it no more than a reload would. Where it can't be followed or shown, the till is only served.
 */
export async function showWindow(
  dataDir: string,
  firstUrl: string,
  nextUrl: () => string | null | Promise<string | null>,
  stopped: Promise<void>,
): Promise<void> {
  let url: string | null = firstUrl;
  for (let falls = 0; falls <= FALLS_MAX && url !== null; falls += 1) {
    const window = openWindow(url, dataDir);
    if (window === null) break;
    const openedMs = Date.now();
    const code = await Promise.race([stopped, exitOf(window)]);
    if (code === undefined) {
      window.kill();
      return;
    }
    if (code === 0 && Date.now() - openedMs > HANDED_OVER_MS) return;
    if (code === 0) break;
    url = await nextUrl();
  }
  await stopped;
}

/** Its exit code; null where a signal or the system ended it, or never let it begin. */
function exitOf(window: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    window.once('error', () => resolve(null));
    window.once('exit', (code) => resolve(code));
  });
}
