import css from './parts.module.css';
import type { Stitch } from './stitch';
import { BareStitches } from './stitches';

const thread: readonly Stitch[] = [{ from: 'store' }, { from: 'online' }, { from: 'store' }, { from: 'online' }];

/** Seam's name over its two threads. */
export function Wordmark() {
  return (
    <span className={css.mark}>
      <span>seam</span>
      <BareStitches stitches={thread} />
    </span>
  );
}
