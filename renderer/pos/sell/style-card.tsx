import { Fragment, useMemo } from 'react';
import type { StyleId } from '#shared/kernel/ids';
import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import type { StyleView } from '../../till/till-types';
import { Age } from '../../ui/age';
import { drawnAs } from '../../ui/drawn-as';
import { EmptyState } from '../../ui/empty-state';
import { Garment } from '../../ui/garment';
import { MoneyText } from '../../ui/money-text';
import { Refusal } from '../../ui/refusal';
import { Separator } from '../../ui/separator';
import { useNow } from '../../ui/use-now';
import { StyleGrid } from '../style-grid';
import { useCommand } from '../use-command';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './style-card.module.css';

/** A style: its cloth, price, and every colour × size with this store's pieces. One press adds. */
export function StyleCard({ style }: { readonly style: StyleId | null }) {
  const t = usePosWords();
  if (style === null) {
    return (
      <section className={css.card}>
        <EmptyState title={t('sell.choose')} garment="shirt" />
      </section>
    );
  }
  return <ChosenStyle style={style} />;
}

function ChosenStyle({ style }: { readonly style: StyleId }) {
  const till = useTill();
  const view = useView(useMemo(() => till.style(style), [till, style]));
  if (!view) return <section className={css.card} />;
  return <StyleDetails view={view} />;
}

function StyleDetails({ view }: { readonly view: StyleView }) {
  const t = usePosWords();
  const till = useTill();
  const now = useNow();
  const [language] = useLanguage();
  const add = useCommand(till.addVariant);
  const { stock } = useView(till.sync).coverage;
  const stockAt = Math.max(view.stockAtMs ?? 0, stock.isComplete ? (stock.heardAtMs ?? 0) : 0);
  const drawn = drawnAs(view.style.drawing);
  const priced = view.variants.find(({ minor }) => minor !== null);
  const total = view.variants.reduce((sum, { here }) => sum + Math.max(0, here ?? 0), 0);
  const details = [view.style.code, view.style.fabric ? sayWords(view.style.fabric, language) : null].filter(Boolean);
  return (
    <section className={css.card}>
      <header className={css.head}>
        <Garment {...drawn} colour={view.colours[0]?.hex} size="large" />
        <div className={css.words}>
          <div className={css.row}>
            <h2>{sayWords(view.style.name, language)}</h2>
            <Age at={stockAt || undefined} now={now} lateAfterMs={30 * 60_000} of={t('sell.stock')} />
          </div>
          <p className={css.details}>
            {details.map((detail, place) => (
              <Fragment key={detail}>
                {place === 0 ? null : <Separator />}
                <span>{detail}</span>
              </Fragment>
            ))}
          </p>
          <div className={css.price}>
            {priced?.minor == null || !view.currency ? (
              <b>{t('sell.noPrice')}</b>
            ) : (
              <b>
                <MoneyText amount={{ minor: priced.minor, currency: view.currency }} isShort />
              </b>
            )}
            {priced?.wasMinor == null || !view.currency ? null : (
              <MoneyText amount={{ minor: priced.wasMinor, currency: view.currency }} isShort isStruck />
            )}
            <span>{view.style.stub ? t('sell.stub') : t('sell.hereTotal', { count: total })}</span>
          </div>
        </div>
      </header>
      <StyleGrid style={view.style.id as StyleId} onAdd={(variant) => void add.send(variant, 'picked')} />
      {add.refusal ? <Refusal code={add.refusal.code} params={add.refusal.params} /> : null}
    </section>
  );
}
