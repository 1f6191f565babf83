import type { ReactNode } from 'react';
import { backingOf, Garment, type GarmentLook, Swatch } from './garment';
import css from './garment-tile.module.css';
import { joinClasses } from './join-classes';

export type GarmentTileProps = {
  readonly look: GarmentLook;
  readonly name: string;
  /** Left under the name, usually a `MoneyText`. */
  readonly price?: ReactNode;
  /** Right under the name, usually the pieces here. */
  readonly count?: ReactNode;
  /** Colours it comes in, as `#rrggbb`; four are shown. */
  readonly colours?: readonly string[];
  readonly isChosen?: boolean;
  /** One tile of a wall is its tab stop; arrows walk the others. */
  readonly isTabStop?: boolean;
  readonly onPress: () => void;
  readonly testId?: string | undefined;
};

/** A style to choose: its drawing on a backing of its own hue, name, price and pieces. */
export function GarmentTile(props: GarmentTileProps) {
  const { look, name, price, count, colours = [], isChosen = false, isTabStop = true, onPress, testId } = props;
  const backing = backingOf(look.colour);
  return (
    <button
      type="button"
      className={joinClasses(css.tile, backing.className, isChosen && css.chosen)}
      style={backing.style}
      aria-pressed={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      data-testid={testId}
      onClick={onPress}
    >
      <span className={css.drawing}>
        <Garment size="tile" {...look} />
      </span>
      <span className={css.swatches}>
        {[...new Set(colours)].slice(0, 4).map((colour) => (
          <Swatch key={colour} colour={colour} size={9} />
        ))}
      </span>
      <span className={css.name}>{name}</span>
      <span className={css.meta}>
        <span>{price}</span>
        <span>{count}</span>
      </span>
    </button>
  );
}
