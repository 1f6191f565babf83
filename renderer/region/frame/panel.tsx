import type { ReactNode } from 'react';
import css from './frame.module.css';

/** The heading row of a page: its name, what belongs beside it, what can be done. */
export function PageHead(props: {
  readonly title: ReactNode;
  readonly before?: ReactNode;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
}) {
  const { title, before, children, acts } = props;
  return (
    <div className={css.head}>
      {before}
      <h1>{title}</h1>
      <div className={css.beside}>{children}</div>
      <div className={css.acts}>{acts}</div>
    </div>
  );
}

type PanelProps = {
  readonly title: ReactNode;
  /** At the right of the heading: an age, a key. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly testId?: string;
};

export function Panel({ title, aside, children, className, testId }: PanelProps) {
  return (
    <section className={className === undefined ? css.panel : `${css.panel} ${className}`} data-testid={testId}>
      <header className={css.panelHead}>
        <h2>{title}</h2>
        <div className={css.aside}>{aside}</div>
      </header>
      {children}
    </section>
  );
}
