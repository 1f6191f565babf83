import { type ReactNode, useEffect, useRef } from 'react';
import { useCommonWords } from '../text/use-words';
import { Icon } from '../ui/icon';
import css from './sheet.module.css';

type SheetProps = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** A sheet from below, over the page: the browser's own dialog keeps focus inside and Esc closes it. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const t = useCommonWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // The dialog would focus its close button; a form's first field or the heading says more.
    const focused = dialog.current?.querySelector<HTMLElement>('[data-first]') ?? dialog.current?.querySelector('h2');
    focused?.focus();
  }, []);
  return (
    <dialog ref={dialog} className={css.sheet} aria-label={title} onClose={onClose}>
      <header>
        <h2 tabIndex={-1}>{title}</h2>
        <button
          type="button"
          className={css.close}
          aria-label={t('actions.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name: string;
  readonly kind?: 'text' | 'tel' | 'code';
  /** What is missing or wrong, in words; the first such field takes the focus. */
  readonly problem?: string | undefined;
  readonly takesFocus?: boolean;
};

const keyboards = { text: 'text', tel: 'tel', code: 'numeric' } as const;

/** A labelled field of 48 px that brings the right keyboard up. */
export function Field({ label, value, onChange, name, kind = 'text', problem, takesFocus = false }: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  const problemId = `${name}-problem`;
  const filledBy =
    kind === 'code' ? 'one-time-code' : kind === 'tel' ? 'tel' : name === 'address' ? 'street-address' : 'name';
  return (
    <label className={css.field}>
      <span>{label}</span>
      <input
        ref={input}
        name={name}
        type={kind === 'tel' ? 'tel' : 'text'}
        inputMode={keyboards[kind]}
        autoComplete={filledBy}
        data-first={takesFocus || undefined}
        maxLength={kind === 'text' && name === 'address' ? 300 : kind === 'text' ? 80 : 20}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem === undefined ? null : (
        <span id={problemId} className={css.missing}>
          {problem}
        </span>
      )}
    </label>
  );
}
