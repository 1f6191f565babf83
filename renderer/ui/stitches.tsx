import { useCommonWords } from '../text/use-words';
import { HiddenWords } from './hidden-words';
import { joinClasses } from './join-classes';
import { type Stitch, type StitchSource, sayStitches, stitchesDrawn } from './stitch';
import css from './stitches.module.css';

const formOf: Readonly<Record<StitchSource, string | undefined>> = {
  store: undefined,
  online: css.online,
  staff: css.staff,
  missing: css.missing,
};

/** One mark. Form differs as well as colour. */
function Mark({ from, isFading = false }: Stitch) {
  return <i className={joinClasses(css.stitch, formOf[from], isFading && css.fading)} data-stitch={from} />;
}

/** Marks with stable keys: equal marks are interchangeable, so their place is their name. */
function marksOf(stitches: readonly Stitch[]): readonly { readonly key: string; readonly stitch: Stitch }[] {
  return stitches.map((stitch, place) => ({ key: `${place}-${stitch.from}`, stitch }));
}

/** Marks only, for places where words beside them already say it. */
export function BareStitches({ stitches }: { readonly stitches: readonly Stitch[] }) {
  return (
    <span className={css.row} aria-hidden="true">
      {marksOf(stitches).map(({ key, stitch }) => (
        <Mark key={key} {...stitch} />
      ))}
    </span>
  );
}

/**
 * One mark a fact: straight from the store, slanted online, hollow said by a clerk, dotted missing, pale fading.
 * Eight at most, then the number; screen readers hear the mix.
 */
export function Stitches({ stitches }: { readonly stitches: readonly Stitch[] }) {
  const t = useCommonWords();
  const drawn = stitches.slice(0, stitchesDrawn);
  return (
    <span className={css.row}>
      <BareStitches stitches={drawn} />
      {stitches.length > drawn.length ? (
        <span className={css.more} aria-hidden="true">
          {stitches.length}
        </span>
      ) : null}
      <HiddenWords>{sayStitches(t, stitches)}</HiddenWords>
    </span>
  );
}

/** What the forms of stitches mean. */
export function StitchKey({ sources = ['store', 'online', 'staff'] }: { readonly sources?: readonly StitchSource[] }) {
  const t = useCommonWords();
  return (
    <span className={css.key}>
      {sources.map((source) => (
        <span key={source}>
          <Mark from={source} />
          {t(`channel.${source}`)}
        </span>
      ))}
    </span>
  );
}
