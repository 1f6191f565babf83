import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { StyleId } from '#shared/kernel/ids';
import { ok, refuse } from '#shared/kernel/result';
import { useCommonWords, usePosWords } from '../../text/use-words';
import type { Answer, CodeAnswer, CompletedSale } from '../../till/till-types';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { Refusal } from '../../ui/refusal';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './catalogue.module.css';
import { StyleCard } from './style-card';
import { Tiles } from './tiles';

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

type CatalogueProps = {
  readonly onRoom: (room: string) => void;
  /** A receipt of this till was scanned. */
  readonly onReceipt: (sale: CompletedSale) => void;
};

type Scanned = Extract<CodeAnswer, { kind: 'line' | 'room' }> | { readonly kind: 'sale'; readonly sale: CompletedSale };

/** Search or browse left, the chosen style's grid right; a scan adds from anywhere. */
export function Catalogue({ onRoom, onReceipt }: CatalogueProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const field = useRef<HTMLInputElement>(null);
  const work = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [group, setGroup] = useState<string | null>(null);
  const [chosen, setChosen] = useState<StyleId | null>(null);
  const { lines } = useView(till.basket);
  const wanted = useDeferredValue(text);
  const scan = useCommand(
    async (code: string, capture: 'scan' | 'typed'): Promise<Answer<Scanned>> => {
      const answer = till.addByCode(code, capture);
      if (!answer.ok) return answer;
      const { value } = answer;
      if (value.kind === 'line' || value.kind === 'room') return ok(value);
      if (value.kind !== 'receipt') return refuse('code-not-here');
      const found = await till.findReceipt(value.code);
      return found.ok ? ok({ kind: 'sale', sale: found.value }) : found;
    },
    { isInOrder: true },
  );
  const found = useMemo(
    () => till.stylesFound(wanted, { limit: TILES, ...(group ? { category: group } : {}) }),
    [till, wanted, group],
  );
  const hits = useView(found);
  const shown = chosen ?? (hits[0]?.style.id as StyleId | undefined) ?? null;
  // A scan's line is on screen before the wall and the card have turned to its style.
  const looked = useDeferredValue(shown);
  const wall = useDeferredValue(hits);

  const add = async (code: string, capture: 'scan' | 'typed'): Promise<void> => {
    const answer = await scan.send(code, capture);
    if (answer?.kind === 'line') setChosen(answer.garment.style);
    if (answer?.kind === 'room') onRoom(answer.room);
    if (answer?.kind === 'sale') onReceipt(answer.sale);
  };
  useScan((code) => {
    void add(code, 'scan');
  });
  useKeys({
    F2: () => field.current?.select(),
    Escape: scan.refusal ? scan.forget : undefined,
  });
  // Once the basket went on, a code that was not known is no longer what is looked at.
  const pieces = lines.reduce((sum, { qty }) => sum + qty, 0);
  const { forget } = scan;
  useEffect(() => {
    if (pieces > 0) forget();
  }, [pieces, forget]);

  const search = (next: string): void => {
    setText(next);
    setChosen(null);
    scan.forget();
  };
  const walk = useCallback(
    (by: number): void => {
      const place = hits.findIndex(({ style }) => style.id === shown) + by;
      const next = hits[Math.max(0, Math.min(hits.length - 1, place))];
      if (next) setChosen(next.style.id as StyleId);
    },
    [hits, shown],
  );
  const pick = (): void => {
    const hit = hits.find(({ style }) => style.id === shown);
    if (hit?.variant) {
      till.addVariant(hit.variant, 'typed');
      search('');
    } else if (shown) work.current?.querySelector<HTMLElement>('[role=grid] [tabindex="0"]')?.focus();
    else void add(text, 'typed');
  };
  const keysOfField: Readonly<Record<string, () => void>> = {
    Escape: () => {
      search('');
      field.current?.blur();
    },
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
  };

  return (
    <section className={css.catalogue}>
      <div className={css.top}>
        <form
          className={css.search}
          onSubmit={(event) => {
            event.preventDefault();
            pick();
          }}
        >
          <Icon name="scan" />
          <input
            ref={field}
            type="search"
            value={text}
            placeholder={t('sell.search')}
            aria-label={t('sell.search')}
            onChange={(event) => search(event.target.value)}
            onKeyDown={(event) => {
              const act = keysOfField[event.key];
              if (!act || event.nativeEvent.isComposing) return;
              event.preventDefault();
              act();
            }}
          />
          {text === '' ? (
            <Kbd>F2</Kbd>
          ) : (
            <button type="button" className={css.clear} aria-label={common('keypad.clear')} onClick={() => search('')}>
              <Icon name="close" />
            </button>
          )}
        </form>
        <nav className={css.groups} aria-label={t('sell.groups')}>
          {[null, ...groups].map((one) => (
            <button
              key={one?.name ?? 'all'}
              type="button"
              aria-pressed={group === (one?.category ?? null)}
              onClick={() => {
                setGroup(one?.category ?? null);
                setChosen(null);
              }}
            >
              {one ? t(`categories.${one.name}`) : t('sell.all')}
            </button>
          ))}
        </nav>
      </div>
      <div className={css.work} ref={work}>
        {hits.length === 0 ? (
          <EmptyState title={t('sell.nothing', { text: wanted })} garment="other">
            {t('sell.nothingHint')}
          </EmptyState>
        ) : (
          <Tiles hits={wall} chosen={looked} onChoose={setChosen} onWalk={walk} />
        )}
        <StyleCard style={looked} />
        {scan.refusal ? (
          <div className={css.refusal}>
            <Refusal code={scan.refusal.code} params={scan.refusal.params} />
            <button type="button" aria-label={common('actions.close')} onClick={scan.forget}>
              <Icon name="close" />
            </button>
          </div>
        ) : null}
      </div>
    </section>
  );
}
