import type { HostInfo } from '#shared/contract/host';
import { usePosWords } from '../../text/use-words';
import css from './card-screen.module.css';

/** What the host can't do where it runs, said plainly and once. */
export function HostLosses({ host }: { readonly host: HostInfo }) {
  const t = usePosWords();
  if (host.lost.length === 0) return null;
  return (
    <details className={css.losses}>
      <summary>{t('lost.title')}</summary>
      <ul>
        {host.lost.map((lost) => (
          <li key={lost}>{t(`lost.${lost}`)}</li>
        ))}
      </ul>
    </details>
  );
}
