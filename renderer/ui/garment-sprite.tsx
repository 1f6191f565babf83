import css from './garment.module.css';
import { type GarmentShape, garmentKinds, garmentShapes } from './garment-shapes';

type Thread = { readonly suffix: '' | '-l'; readonly line: string | undefined; readonly fill: string | undefined };

const threads: readonly Thread[] = [
  { suffix: '', line: css.threadDark, fill: css.threadDarkFill },
  { suffix: '-l', line: css.threadLight, fill: css.threadLightFill },
];

function Patterns({ suffix, line, fill }: Thread) {
  return (
    <>
      <pattern id={`w-stripe${suffix}`} width="5" height="5" patternUnits="userSpaceOnUse">
        <rect className={fill} width="1.2" height="5" />
      </pattern>
      <pattern id={`w-check${suffix}`} width="11" height="11" patternUnits="userSpaceOnUse">
        <path className={line} d="M0 3h11M3 0v11" />
        <path className={line} strokeOpacity=".5" d="M0 8h11M8 0v11" />
      </pattern>
      <pattern id={`w-dot${suffix}`} width="8" height="8" patternUnits="userSpaceOnUse">
        <circle className={fill} cx="2" cy="2" r="1" />
        <circle className={fill} cx="6" cy="6" r="1" />
      </pattern>
      <pattern id={`w-rib${suffix}`} width="3" height="8" patternUnits="userSpaceOnUse">
        <path className={line} d="M.8 0v8" />
      </pattern>
      <pattern id={`w-herringbone${suffix}`} width="8" height="4.5" patternUnits="userSpaceOnUse">
        <path className={line} d="M0 4l4-3 4 3" />
      </pattern>
    </>
  );
}

function Shape({ shape }: { readonly shape: GarmentShape }) {
  return (
    <>
      {shape.handle === undefined ? null : <path className={css.handle} d={shape.handle} />}
      <path className={css.body} d={shape.body} />
      <path className={css.weave} d={shape.body} />
      {shape.inside === undefined ? null : <path className={css.inside} d={shape.inside} />}
      {shape.lines === undefined ? null : <path className={css.lines} d={shape.lines} />}
      {shape.dots === undefined ? null : <path className={css.dots} d={shape.dots} />}
      {shape.fringe === undefined ? null : <path className={css.fringe} d={shape.fringe} />}
    </>
  );
}

/** All garments and weaves as SVG symbols. Put it once on a page, before the first `Garment`. */
export function GarmentSprite() {
  return (
    <svg className={css.sprite} aria-hidden="true" focusable="false">
      <defs>
        {threads.map((thread) => (
          <Patterns key={thread.suffix} {...thread} />
        ))}
      </defs>
      {garmentKinds.map((kind) => (
        <symbol key={kind} id={`g-${kind}`} viewBox="0 0 96 112">
          <Shape shape={garmentShapes[kind]} />
        </symbol>
      ))}
    </svg>
  );
}
