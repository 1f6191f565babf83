import { usePosWords } from '../../text/use-words';
import { Wordmark } from '../../ui/wordmark';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './card-screen.module.css';

/** The first catalogue is coming down; says how far, and goes on by itself. */
export function InstallScreen({ isOffline }: { readonly isOffline: boolean }) {
  const t = usePosWords();
  const { coverage } = useView(useTill().sync);
  const { have, of } = coverage.styles;
  return (
    <main className={css.screen}>
      <section className={css.card} aria-live="polite">
        <Wordmark />
        <h1>{t('install.title')}</h1>
        {isOffline ? <p>{t('install.offline')}</p> : null}
        <progress max={of ?? undefined} value={of === null ? undefined : have} />
        <p>{t('install.styles', { have: of === null ? have : `${have} / ${of}` })}</p>
      </section>
    </main>
  );
}
