import { sayAge } from '../text/say-age';
import { useCommonWords } from '../text/use-words';
import { joinClasses } from './join-classes';
import css from './pill.module.css';

type AgeProps = {
  /** When the number was true, ms since 1970; without it the age is unknown, which counts as late. */
  readonly at: number | undefined;
  /** The time now, ms since 1970; see `useNow`. */
  readonly now: number;
  /** From this age on (ms) the words turn amber and bold. Without it an age is never late. */
  readonly lateAfterMs?: number | undefined;
  /** What is that old: “stock” in “stock 38 s ago”. */
  readonly of?: string | undefined;
};

/** True when a number is older than it may be. Of unknown age counts as older than any limit. */
export function isLate(at: number | undefined, now: number, lateAfterMs: number | undefined): boolean {
  if (lateAfterMs === undefined) return false;
  return at === undefined || now - at >= lateAfterMs;
}

/** How old a number is: clock mark and words. */
export function Age({ at, now, lateAfterMs, of }: AgeProps) {
  const t = useCommonWords();
  const age = sayAge(t, at, now);
  const late = isLate(at, now, lateAfterMs);
  return (
    <span className={joinClasses(css.age, late && css.late)} data-late={late}>
      {of === undefined ? age : t('age.labelled', { of, age })}
    </span>
  );
}
