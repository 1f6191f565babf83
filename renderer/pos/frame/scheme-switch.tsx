import { usePosWords } from '../../text/use-words';
import { useScheme } from '../../ui/scheme';
import css from './top-bar.module.css';

/** Day / night: this machine's own, at once. */
export function SchemeSwitch() {
  const t = usePosWords();
  const [scheme, setScheme] = useScheme();
  return (
    <button
      type="button"
      className={css.cell}
      aria-pressed={scheme === 'dark'}
      onClick={() => setScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      {t('top.scheme')}
    </button>
  );
}
