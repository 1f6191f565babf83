import type { CSSProperties } from 'react';
import { clothColour, type Weave, weavePattern } from './cloth';
import css from './garment.module.css';
import type { GarmentKind } from './garment-shapes';
import { joinClasses } from './join-classes';

/** What is needed to draw a garment. */
export type GarmentLook = {
  readonly kind: GarmentKind;
  /** The variant's colour as `#rrggbb`; without one the cloth is drawn undyed. */
  readonly colour?: string | undefined;
  readonly weave?: Weave | undefined;
};

/** Where the garment hangs: 22, 31, 38, 48, 82 or 132 px wide; `fill` takes its box. */
export type GarmentSize = 'small' | 'rail' | 'line' | 'middle' | 'tile' | 'large' | 'fill';

type GarmentProps = GarmentLook & {
  readonly size?: GarmentSize;
  /** Drawn in the grey of words, where only the kind matters. */
  readonly isOutline?: boolean;
  /** Read out by screen readers; without one the drawing is decoration beside its own name. */
  readonly label?: string | undefined;
};

const classOf: Readonly<Record<GarmentSize, string | undefined>> = {
  small: css.small,
  rail: css.rail,
  line: css.line,
  middle: undefined,
  tile: css.tile,
  large: css.large,
  fill: css.fill,
};

/** A garment in the variant's colour and weave. Needs one `GarmentSprite` on the page. */
export function Garment({ kind, colour, weave = 'plain', size = 'middle', isOutline = false, label }: GarmentProps) {
  const cloth = clothColour(colour);
  const pattern = weavePattern(weave, cloth);
  const style: CSSProperties & { '--weave'?: string } = {
    ...(isOutline ? {} : { color: cloth }),
    ...(pattern === undefined ? {} : { '--weave': pattern }),
  };
  const className = joinClasses(css.garment, classOf[size], isOutline && css.outline);
  const shape = <use href={`#g-${kind}`} />;
  return label === undefined ? (
    <svg className={className} style={style} viewBox="0 0 96 112" aria-hidden="true">
      {shape}
    </svg>
  ) : (
    <svg className={className} style={style} viewBox="0 0 96 112" role="img" aria-label={label}>
      {shape}
    </svg>
  );
}

/** Class and style that give a box the garment's own hue as its backing. */
export function backingOf(colour: string | undefined): { className: string | undefined; style: CSSProperties } {
  const style: CSSProperties & { '--cloth': string } = { '--cloth': clothColour(colour) };
  return { className: css.backing, style };
}

/** A dot of the variant's colour. */
export function Swatch({ colour, size = 12 }: { readonly colour?: string | undefined; readonly size?: number }) {
  return <span className={css.swatch} style={{ color: clothColour(colour), width: size, height: size }} aria-hidden />;
}
