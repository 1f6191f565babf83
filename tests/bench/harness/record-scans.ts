export type ScanWindow = {
  /** Milliseconds of each scan, from the time stamp of its last key to the frame that shows its line. */
  readonly scans: readonly number[];
  /** How often the keys came too slowly to be a scanner's: this machine was too busy to type. */
  mistyped: number;
};

/** Runs in the page before anything of its own: notes the key that ends a scan, then waits for one line more and its frame. */
export function recordScans(): void {
  const scans: number[] = [];
  const here = Object.assign(window, { scans, mistyped: 0 });
  const lines = () => document.querySelectorAll('[data-testid="basket-line"]').length;
  let waiting: { readonly sinceMs: number; readonly lines: number } | null = null;

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.code !== 'Enter') return;
      waiting = { sinceMs: event.timeStamp, lines: lines() };
      // The till keeps the last key of a scan from the page; a key it lets through ended none.
      setTimeout(() => {
        if (event.defaultPrevented) return;
        waiting = null;
        here.mistyped += 1;
      });
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (waiting === null || lines() <= waiting.lines) return;
    const { sinceMs } = waiting;
    waiting = null;
    requestAnimationFrame(() => {
      // A message is taken after the frame was handed over: the line is painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => scans.push(performance.now() - sinceMs);
      port2.postMessage(null);
    });
  }).observe(document, { childList: true, subtree: true });
}
