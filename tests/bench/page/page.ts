import type { PouchWork } from './pouch-work';
import type { RawWork } from './raw-work';
import type { TillWork } from './till-work';

declare global {
  interface Window {
    /** What this page was opened for: its address says which. */
    readonly bench: Promise<TillWork & RawWork & PouchWork>;
  }
}

/**
 * `/?till` opens a till at once, `/?till&cut` one whose network to the hub is cut, `/?raw` and `/?pouch` what is measured
 * beside it. Each loads only its own code, so that none pays for another's.
 */
async function open(): Promise<object> {
  const asked = new URLSearchParams(location.search);
  if (asked.has('raw')) return (await import('./raw-work')).rawWork;
  if (asked.has('pouch')) return (await import('./pouch-work')).pouchWork;
  return (await import('./till-work')).openTillWork({
    isCut: asked.has('cut'),
    storeName: asked.get('till') || 'seam',
  });
}

Object.assign(window, { bench: open() });
