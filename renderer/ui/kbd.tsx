import type { ReactNode } from 'react';
import css from './parts.module.css';

/** The key that does what the button does, printed on the button. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <span aria-hidden="true">
      <kbd className={css.kbd}>{children}</kbd>
    </span>
  );
}
