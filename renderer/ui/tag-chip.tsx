import { useCommonWords } from '../text/use-words';
import { joinClasses } from './join-classes';
import { type Stitch, stitchesDrawn } from './stitch';
import { Stitches } from './stitches';
import css from './tag-chip.module.css';

export type TagChipProps = {
  readonly name: string;
  readonly stitches: readonly Stitch[];
  /** Said instead of the number of facts: “1 of 2”, “fading”. */
  readonly note?: string | undefined;
  /** A person said it is not true: struck through until it expires. */
  readonly isDisputed?: boolean;
  readonly isOpen?: boolean;
  /** Opens or closes the evidence; by press or Enter, never by hovering. */
  readonly onToggle: () => void;
};

/** A tag with its facts. Pressing it shows why. */
export function TagChip({ name, stitches, note, isDisputed = false, isOpen = false, onToggle }: TagChipProps) {
  const t = useCommonWords();
  const facts = stitches.filter((stitch) => stitch.from !== 'missing').length;
  const said = isDisputed ? t('stitches.disputedNote') : note;
  const count = stitches.length > stitchesDrawn ? undefined : String(facts);
  return (
    <button
      type="button"
      className={joinClasses(css.chip, isOpen && css.open, isDisputed && css.disputed)}
      aria-expanded={isOpen}
      data-tag={name}
      onClick={onToggle}
    >
      <b className={css.name}>{name}</b>
      <span className={css.facts}>
        <Stitches stitches={stitches} />
        {said === undefined ? count === undefined ? null : <span aria-hidden="true">{count}</span> : said}
      </span>
    </button>
  );
}
