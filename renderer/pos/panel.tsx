import { FocusTrap, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCommonWords } from '../text/use-words';
import css from './panel.module.css';

type PanelProps = {
  readonly title: ReactNode;
  /** Width in px. */
  readonly size: number;
  readonly onClose: () => void;
  /** One of its fields has `data-autofocus`; otherwise no button is lit up before a key has gone to it. */
  readonly isFieldFirst?: boolean;
  /** Beside the title: what is done to everything shown. */
  readonly tools?: ReactNode;
  /** What stays in sight below everything else: the main action. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
};

/** What lies over the selling screen. Its own keys close it, so that Escape goes one step back and no further. */
export function Panel({ title, size, onClose, isFieldFirst = false, tools, footer, children }: PanelProps) {
  const common = useCommonWords();
  return (
    <Modal.Root opened onClose={onClose} size={size} centered xOffset={16} yOffset={12} closeOnEscape={false}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={css.header}>
          <Modal.Title>{title}</Modal.Title>
          {tools}
          <Modal.CloseButton aria-label={common('actions.close')} />
        </div>
        <Modal.Body>
          {isFieldFirst ? null : <FocusTrap.InitialFocus />}
          {children}
          {footer ? <div className={css.footer}>{footer}</div> : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
