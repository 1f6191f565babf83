import { useCommonWords } from '../text/use-words';
import { Icon } from './icon';
import css from './keypad.module.css';

const rows = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

/** What a key of the pad says when pressed. */
export type KeypadKey = (typeof rows)[number] | '0' | '00' | '.' | 'delete' | 'clear';

type KeypadProps = {
  readonly onKey: (key: KeypadKey) => void;
  /** The bottom left key: `00` for money, `.` where decimals are typed, `clear` for PINs. */
  readonly corner?: '00' | '.' | 'clear';
};

/**
 * A number pad with fixed places, filling its box. It never shifts, and a press never moves the focus,
 * so that scanning and typing go on meanwhile.
 */
export function Keypad({ onKey, corner = '00' }: KeypadProps) {
  const t = useCommonWords();
  const labelOf = (key: KeypadKey): string | undefined => {
    if (key === 'delete') return t('keypad.delete');
    if (key === 'clear') return t('keypad.clear');
    return key === '.' ? t('keypad.point') : undefined;
  };
  const keys: readonly KeypadKey[] = [...rows, corner, '0', 'delete'];
  return (
    <fieldset className={css.pad} aria-label={t('keypad.label')} style={{ border: 0, padding: 0 }}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className={css.key}
          aria-label={labelOf(key)}
          data-key={key}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onKey(key)}
        >
          {key === 'delete' ? <Icon name="delete" /> : key === 'clear' ? 'C' : key}
        </button>
      ))}
    </fieldset>
  );
}
