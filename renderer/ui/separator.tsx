import css from './parts.module.css';

/** A hairline between two short pieces of text. Not a dot: in Chinese fonts that is full width. */
export function Separator() {
  return <i className={css.sep} aria-hidden="true" />;
}
