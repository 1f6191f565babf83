import { useState } from 'react';
import type { ShopGarment } from '#shared/contract/shop';
import { saySize } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import { useCommonWords, useLanguage, useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { Age } from '../ui/age';
import { drawnAs } from '../ui/drawn-as';
import { Garment, Swatch } from '../ui/garment';
import { joinClasses } from '../ui/join-classes';
import { MoneyText } from '../ui/money-text';
import { useNow } from '../ui/use-now';
import css from './garment-page.module.css';
import { JoinRow } from './join-row';
import { LanguageSwitch } from './language-switch';
import { NotHere, NotYet } from './not-here';
import { OrderSheet } from './order-sheet';
import page from './page.module.css';
import { Wait } from './problem';
import { useAsk } from './use-call';
import { useSheet } from './use-sheet';
import { useTitle } from './use-title';
import { type LabelCode, useVisit } from './use-visit';

/** A garment by its label: its colours, each size with this store's pieces and their age, join and order. */
export function GarmentPage({ gtin, tenant, store }: LabelCode) {
  const query = { ...(tenant ? { t: tenant } : {}), ...(store ? { s: store } : {}) };
  const [asked, again] = useAsk('read-garment', { params: { gtin }, query });
  useVisit({ gtin, tenant, store });
  if (asked.status === 'asking') return <NotYet />;
  if (asked.status === 'refused') return <NotHere refusal={asked.refusal} onRetry={again} />;
  return (
    <GarmentView garment={asked.value} isCut={asked.isCut} isStoreUnknown={store !== null && !asked.value.store} />
  );
}

type GarmentViewProps = {
  readonly garment: ShopGarment;
  readonly isCut: boolean;
  /** The label names a store that this shop has not. */
  readonly isStoreUnknown: boolean;
};

function GarmentView({ garment, isCut, isStoreUnknown }: GarmentViewProps) {
  const t = useShopWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow();
  // The hub's clock, not the phone's, says how old a number is.
  const [offsetMs] = useState(() => garment.nowMs - Date.now());
  const scanned = garment.variants.find((variant) => variant.id === garment.scanned);
  const [colourId, setColour] = useState(scanned?.colour ?? garment.colours[0]?.id ?? '');
  const [size, setSize] = useState<string | null>(scanned?.size ?? null);
  const [isOrdering, openOrder, closeOrder] = useSheet('order');
  const colour = garment.colours.find(({ id }) => id === colourId);
  const chosen = garment.variants.find((variant) => variant.colour === colourId && variant.size === size);
  const priced = chosen ?? garment.variants.find((variant) => variant.colour === colourId) ?? scanned;
  const name = sayWords(garment.style.name, language);
  const drawn = drawnAs(garment.style.drawing);
  useTitle(name);
  return (
    <main className={joinClasses(page.column, page.filled)}>
      <div className={css.hero} style={{ ['--c' as string]: colour?.hex ?? '#cccccc' }}>
        <header className={css.bar}>
          <b>{garment.store ? sayWords(garment.store.name, language) : sayWords(garment.tenant.name, language)}</b>
          {garment.store ? (
            <Age
              at={garment.stockAtMs || undefined}
              now={now + offsetMs}
              lateAfterMs={15 * 60_000}
              of={t('stock.of')}
            />
          ) : (
            <span>{t('stock.online')}</span>
          )}
          <LanguageSwitch />
        </header>
        <span className={css.drawing}>
          <Garment kind={drawn.kind} weave={drawn.weave} colour={colour?.hex} size="fill" label={name} />
        </span>
      </div>
      <div className={css.body}>
        <div className={css.title}>
          <div>
            <h1>{name}</h1>
            <p className={css.sub}>
              {[
                colour && sayWords(colour.name, language),
                garment.style.fabric && sayWords(garment.style.fabric, language),
              ]
                .filter(Boolean)
                .join(language === 'zh-CN' ? '，' : ', ')}
            </p>
          </div>
          {priced?.minor == null ? null : (
            <div className={css.price}>
              <MoneyText amount={{ minor: priced.minor, currency: garment.currency }} isShort />
              {priced.wasMinor == null ? null : (
                <MoneyText amount={{ minor: priced.wasMinor, currency: garment.currency }} isShort isStruck />
              )}
            </div>
          )}
        </div>
        <fieldset className={css.colours} aria-label={t('garment.colour')}>
          {garment.colours.map(({ id, name: colourName, hex }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === colourId}
              aria-label={sayWords(colourName, language)}
              onClick={() => setColour(id)}
            >
              <Swatch colour={hex} size={28} />
            </button>
          ))}
        </fieldset>
        <SizePicker garment={garment} colourId={colourId} size={size} onPick={setSize} />
        {isCut ? <Wait testId="cut">{t('window.cut')}</Wait> : null}
        {isStoreUnknown ? <Wait>{t('stock.storeUnknown')}</Wait> : null}
        <JoinRow tenant={garment.tenant.code} />
        {garment.notice ? <p className={css.notice}>{sayWords(garment.notice, language)}</p> : null}
      </div>
      <footer className={css.foot}>
        <ActionButton
          tone="main"
          isWide
          testId="order"
          onPress={openOrder}
          disabledBecause={chosen?.minor == null ? t('garment.chooseSize') : undefined}
        >
          {size && garment.sizes.length > 1
            ? t('garment.orderSize', { size: saySize(common, size) })
            : t('garment.order')}
        </ActionButton>
      </footer>
      {isOrdering && chosen?.minor != null ? (
        <OrderSheet garment={garment} variant={chosen} minor={chosen.minor} onClose={closeOrder} />
      ) : null}
    </main>
  );
}

type SizePickerProps = {
  readonly garment: ShopGarment;
  readonly colourId: string;
  readonly size: string | null;
  readonly onPick: (size: string) => void;
};

/** Each size with what this store has; a size it has not is still pressable, because it can be ordered. */
function SizePicker({ garment, colourId, size, onPick }: SizePickerProps) {
  const t = useShopWords();
  const common = useCommonWords();
  return (
    <fieldset className={css.sizes} aria-label={t('garment.size')}>
      {garment.sizes.map((one) => {
        const variant = garment.variants.find((made) => made.colour === colourId && made.size === one);
        const stock = !variant
          ? t('stock.never')
          : variant.here > 0
            ? t(garment.store ? 'stock.here' : 'stock.left', { count: variant.here })
            : t(variant.elsewhere > 0 ? 'stock.other' : 'stock.none');
        return (
          <button
            key={one}
            type="button"
            aria-pressed={one === size}
            disabled={!variant}
            data-stock={variant && variant.here > 0 ? 'here' : 'none'}
            onClick={() => onPick(one)}
          >
            {saySize(common, one)}
            <small>{stock}</small>
          </button>
        );
      })}
    </fieldset>
  );
}
