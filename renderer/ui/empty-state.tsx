import type { ReactNode } from 'react';
import css from './empty-state.module.css';
import { Garment } from './garment';
import type { GarmentKind } from './garment-shapes';

type EmptyStateProps = {
  readonly title: string;
  /** What to do to fill it. */
  readonly children?: ReactNode;
  readonly garment?: GarmentKind | undefined;
  readonly action?: ReactNode;
};

/** Says why a place is empty and what would fill it. */
export function EmptyState({ title, children, garment, action }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      {garment === undefined ? null : <Garment kind={garment} isOutline />}
      <div className={css.title}>{title}</div>
      {children === undefined ? null : <div className={css.words}>{children}</div>}
      {action === undefined ? null : <div className={css.action}>{action}</div>}
    </div>
  );
}
