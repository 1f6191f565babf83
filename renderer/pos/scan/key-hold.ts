import { flushSync } from 'react-dom';

/** Said on the window while a scanner is heard, and when its scan is complete. */
export const scannerHeard = 'seam:scanner-heard';
export const scanComplete = 'seam:scan-complete';

/** Longer than a scanner takes for the four keys by which it is known; shorter than a person notices. */
const HOLD_MS = 120;

export type KeyHold = {
  readonly take: (act: () => void) => void;
  /** No scan: what is held acts now, before a key that came after it. */
  readonly release: () => void;
  readonly close: () => void;
};

/**
 * Holds back what single characters do until it is sure that no scanner typed them: a scan's first three keys reach the
 * page before the scanner is recognised. A complete scan drops them; silence lets them act, in order.
 */
export function createKeyHold(): KeyHold {
  const held: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const release = (): void => {
    clearTimeout(timer);
    // Each sees the screen as the one before it left it.
    for (const act of held.splice(0)) flushSync(act);
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (held.length > 0) timer = setTimeout(release, HOLD_MS);
  };
  const drop = (): void => {
    clearTimeout(timer);
    held.length = 0;
  };
  window.addEventListener(scannerHeard, wait);
  window.addEventListener(scanComplete, drop);
  return {
    take: (act) => {
      held.push(act);
      wait();
    },
    release,
    close: () => {
      drop();
      window.removeEventListener(scannerHeard, wait);
      window.removeEventListener(scanComplete, drop);
    },
  };
}
