import css from './seam.module.css';

/** The two threads, wherever store and online meet in one person. Plain dividers are solid hairlines. */
export function Seam({ runs = 'across' }: { readonly runs?: 'across' | 'down' }) {
  return <span className={runs === 'across' ? css.across : css.down} style={{ display: 'block' }} aria-hidden="true" />;
}
