import type { ReactNode } from 'react';
import { useCommonWords } from '../text/use-words';
import type { StitchSource } from './stitch';
import { BareStitches } from './stitches';
import css from './tag-chip.module.css';

/** One fact behind a tag, already in words. */
export type EvidenceLine = {
  readonly id: string;
  readonly from: StitchSource;
  readonly when: string;
  readonly words: ReactNode;
};

type TagEvidenceProps = {
  /** The rule in one sentence. */
  readonly why: string;
  readonly facts: readonly EvidenceLine[];
  /** `rule@version`, as it stands on the tag. */
  readonly source: string;
  /** The rule as people call it; without one its own name. */
  readonly rule?: string | undefined;
  /** Usually the “not true” button. */
  readonly action?: ReactNode;
};

/** Why a tag is there: the rule in words, its facts, and the rule's name and version. */
export function TagEvidence({ why, facts, source, rule: called, action }: TagEvidenceProps) {
  const t = useCommonWords();
  const [rule = source, version = ''] = source.split('@');
  return (
    <div className={css.evidence}>
      <p className={css.why}>{why}</p>
      <ul className={css.list}>
        {facts.map((fact) => (
          <li key={fact.id}>
            <BareStitches stitches={[{ from: fact.from }]} />
            <span className={css.when}>{fact.when}</span>
            <span>{fact.words}</span>
          </li>
        ))}
      </ul>
      <span className={css.rule}>{version === '' ? rule : t('tagParts.rule', { rule: called ?? rule, version })}</span>
      {action}
    </div>
  );
}
