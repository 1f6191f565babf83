import { memo, useEffect, useRef } from 'react';
import type { StyleId } from '#shared/kernel/ids';
import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import type { StyleHit } from '../../till/till-types';
import { drawnAs } from '../../ui/drawn-as';
import { GarmentTile } from '../../ui/garment-tile';
import { MoneyText } from '../../ui/money-text';
import css from './catalogue.module.css';

type TilesProps = {
  readonly hits: readonly StyleHit[];
  readonly chosen: StyleId | null;
  readonly onChoose: (style: StyleId) => void;
  readonly onWalk: (by: number) => void;
};

/** Tiles in a row of the wall. */
const across = 3;
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across };

/** The wall of styles: one tab stop, arrows walk, and the one that is looked at stays in sight. */
export const Tiles = memo(function Tiles({ hits, chosen, onChoose, onWalk }: TilesProps) {
  const t = usePosWords();
  const stop = hits.some(({ style }) => style.id === chosen) ? chosen : hits[0]?.style.id;
  const wall = useRef<HTMLElement>(null);
  useEffect(() => {
    const tile = chosen === null ? null : wall.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    tile?.scrollIntoView({ block: 'nearest' });
    if (wall.current?.contains(document.activeElement)) tile?.focus();
  }, [chosen]);
  return (
    <section
      ref={wall}
      className={css.tiles}
      aria-label={t('sell.styles')}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onWalk(step);
      }}
    >
      {hits.map((hit) => (
        <Tile
          key={hit.style.id}
          hit={hit}
          isChosen={hit.style.id === chosen}
          isTabStop={hit.style.id === stop}
          onChoose={onChoose}
        />
      ))}
    </section>
  );
});

type TileProps = {
  readonly hit: StyleHit;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: (style: StyleId) => void;
};

/** Drawn again only where something on it changed: the wall is found anew with every page of prices that comes down. */
const Tile = memo(function Tile({ hit, isChosen, isTabStop, onChoose }: TileProps) {
  const { style, minor, currency, here } = hit;
  const t = usePosWords();
  const [language] = useLanguage();
  const drawn = drawnAs(style.drawing);
  const colours = style.colours.map(({ hex }) => hex);
  return (
    <GarmentTile
      look={{ ...drawn, colour: colours[0] }}
      name={sayWords(style.name, language)}
      colours={colours}
      isChosen={isChosen}
      isTabStop={isTabStop}
      price={minor === null || !currency ? t('sell.noPrice') : <MoneyText amount={{ minor, currency }} isShort />}
      count={here === null ? null : t('top.basketSum', { count: here })}
      onPress={() => onChoose(style.id as StyleId)}
    />
  );
}, isSameTile);

function isSameTile(before: TileProps, next: TileProps): boolean {
  const [a, b] = [before.hit, next.hit];
  const isSameHit = a.style === b.style && a.minor === b.minor && a.currency === b.currency && a.here === b.here;
  return (
    isSameHit &&
    before.isChosen === next.isChosen &&
    before.isTabStop === next.isTabStop &&
    before.onChoose === next.onChoose
  );
}
