import type { ReactNode } from 'react';
import css from './parts.module.css';

/** Words for screen readers only, where the eye reads a form. */
export function HiddenWords({ children }: { readonly children: ReactNode }) {
  return <span className={css.hidden}>{children}</span>;
}
