import { type ReactNode, useEffect, useRef } from 'react';
import { useCommonWords } from '../text/use-words';
import { Icon } from '../ui/icon';
import css from './sheet.module.css';

type SheetProps = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** A sheet from below, over the page: the browser's own dialog keeps focus inside and Esc closes it. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const t = useCommonWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={css.sheet} aria-label={title} onClose={onClose}>
      <header>
        <h2>{title}</h2>
        <button type="button" aria-label={t('actions.close')} onClick={() => dialog.current?.close()}>
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
};

/** A labelled field of 48 px that brings the right keyboard up. */
export function Field({ label, value, onChange, name, kind = 'text' }: FieldProps) {
  return (
    <label className={css.field}>
      <span>{label}</span>
      <input
        name={name}
        type={kind === 'tel' ? 'tel' : 'text'}
        inputMode={kind === 'code' ? 'numeric' : kind === 'tel' ? 'tel' : 'text'}
        autoComplete={
          kind === 'code' ? 'one-time-code' : kind === 'tel' ? 'tel' : name === 'address' ? 'street-address' : 'name'
        }
        maxLength={kind === 'code' ? 6 : 300}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
