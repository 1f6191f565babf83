import { useDeferredValue, useRef, useState } from 'react';
import type { StyleId } from '#shared/kernel/ids';
import { refuse } from '#shared/kernel/result';
import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import type { Answer, CodeAnswer } from '../../till/till-types';
import { drawnAs } from '../../ui/drawn-as';
import { EmptyState } from '../../ui/empty-state';
import { GarmentTile } from '../../ui/garment-tile';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { MoneyText } from '../../ui/money-text';
import { Refusal } from '../../ui/refusal';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './catalogue.module.css';
import { StyleCard } from './style-card';

/** The groups a clerk browses by, as roots of the taxonomy (Shopify Standard Product Taxonomy, Apparel & Accessories). */
const groups = [
  { name: 'tops', category: 'aa-1-13' },
  { name: 'bottoms', category: 'aa-1-12' },
  { name: 'coats', category: 'aa-1-10' },
  { name: 'dresses', category: 'aa-1-4' },
  { name: 'shoes', category: 'aa-8' },
  { name: 'accessories', category: 'aa-2' },
] as const;

const TILES = 60;

/** Search or browse left, the chosen style's grid right; a scan adds from anywhere. */
export function Catalogue({ onRoom }: { readonly onRoom: (room: string) => void }) {
  const t = usePosWords();
  const till = useTill();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [group, setGroup] = useState<string | null>(null);
  const [chosen, setChosen] = useState<StyleId | null>(null);
  useView(till.searchReady);
  useView(till.basket);
  const wanted = useDeferredValue(text);
  const scan = useCommand((code: string): Answer<CodeAnswer> => {
    const answer = till.addByCode(code);
    if (!answer.ok || answer.value.kind === 'line' || answer.value.kind === 'room') return answer;
    return refuse('code-not-here');
  });
  const hits = till.searchStyles(wanted, { limit: TILES, ...(group ? { category: group } : {}) });

  const add = async (code: string): Promise<void> => {
    const answer = await scan.send(code);
    if (answer?.kind === 'line') setChosen(answer.garment.style);
    if (answer?.kind === 'room') onRoom(answer.room);
  };
  useScan((code) => void add(code));
  useKeys({ F2: () => field.current?.focus() });
  const pickFirst = (): void => {
    const [first] = hits;
    if (!first) void add(text);
    else if (first.variant) {
      till.addVariant(first.variant, 'typed');
      setText('');
    } else setChosen(first.style.id as StyleId);
  };

  return (
    <section className={css.catalogue}>
      <div className={css.top}>
        <form
          className={css.search}
          onSubmit={(event) => {
            event.preventDefault();
            pickFirst();
          }}
        >
          <Icon name="scan" />
          <input
            ref={field}
            type="search"
            value={text}
            placeholder={t('sell.search')}
            aria-label={t('sell.search')}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                setText('');
                field.current?.blur();
              }
            }}
          />
          <Kbd>F2</Kbd>
        </form>
        <nav className={css.groups}>
          {[null, ...groups].map((one) => (
            <button
              key={one?.name ?? 'all'}
              type="button"
              aria-pressed={group === (one?.category ?? null)}
              onClick={() => setGroup(one?.category ?? null)}
            >
              {one ? t(`categories.${one.name}`) : t('sell.all')}
            </button>
          ))}
        </nav>
      </div>
      {scan.refusal ? (
        <div className={css.refusal}>
          <Refusal code={scan.refusal.code} params={scan.refusal.params} />
          <button type="button" aria-label="×" onClick={scan.forget}>
            <Icon name="close" />
          </button>
        </div>
      ) : null}
      <div className={css.work}>
        {hits.length === 0 ? (
          <EmptyState title={t('sell.nothing', { text: wanted })} garment="other">
            {t('sell.nothingHint')}
          </EmptyState>
        ) : (
          <Tiles hits={hits} chosen={chosen} onChoose={setChosen} />
        )}
        <StyleCard style={chosen ?? (hits[0]?.style.id as StyleId | undefined) ?? null} />
      </div>
    </section>
  );
}

type TilesProps = {
  readonly hits: ReturnType<ReturnType<typeof useTill>['searchStyles']>;
  readonly chosen: StyleId | null;
  readonly onChoose: (style: StyleId) => void;
};

function Tiles({ hits, chosen, onChoose }: TilesProps) {
  const t = usePosWords();
  const [language] = useLanguage();
  return (
    <div className={css.tiles}>
      {hits.map(({ style, minor, currency, here }) => {
        const drawn = drawnAs(style.drawing);
        const colours = style.colours.map(({ hex }) => hex);
        return (
          <GarmentTile
            key={style.id}
            look={{ ...drawn, colour: colours[0] }}
            name={sayWords(style.name, language)}
            colours={colours}
            isChosen={style.id === chosen}
            price={minor === null || !currency ? t('sell.noPrice') : <MoneyText amount={{ minor, currency }} isShort />}
            count={here === null ? null : t('top.basketSum', { count: here })}
            onPress={() => onChoose(style.id as StyleId)}
          />
        );
      })}
    </div>
  );
}
