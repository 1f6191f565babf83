import { useEffect, useRef } from 'react';
import type { LeaveReason, Outcome } from '#shared/fitting/facts';
import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import type { FittingPiece } from '../../till/till-types';
import { drawnAs } from '../../ui/drawn-as';
import { Garment } from '../../ui/garment';
import { Kbd } from '../../ui/kbd';
import css from './end-fitting.module.css';
import { asksWhy, outcomes, reasonKeys, type Said } from './said';

type PieceColumnProps = {
  readonly piece: FittingPiece;
  readonly said: Said;
  /** The keys speak about this one, and stand on its buttons. */
  readonly isCurrent: boolean;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly onReason: (reason: LeaveReason) => void;
};

/** One garment on the rail: what became of it, and why. Every button keeps its place. */
export function PieceColumn({ piece, said, isCurrent, onOutcome, onReason }: PieceColumnProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const column = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) column.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  const name = sayWords(piece.garment.name, language);
  return (
    <li
      ref={column}
      className={css.piece}
      data-testid="piece"
      data-outcome={said.outcome}
      aria-current={isCurrent || undefined}
    >
      <Garment {...drawnAs(piece.drawing)} colour={piece.hex ?? undefined} size="tile" />
      <b className={css.name}>{name}</b>
      <small>{sayVariant(common, piece.garment, language)}</small>
      <fieldset className={css.outcomes} aria-label={name}>
        {outcomes.map((one, place) => (
          <button key={one} type="button" aria-pressed={said.outcome === one} onClick={() => onOutcome(one)}>
            {one === 'unknown' ? t('fitting.skip') : common(`outcome.${one}`)}
            {isCurrent ? <Kbd>{place + 1}</Kbd> : null}
          </button>
        ))}
      </fieldset>
      <fieldset className={css.reasons} aria-label={t('fitting.why')} data-shown={asksWhy(said.outcome)}>
        <legend>{t('fitting.why')}</legend>
        {reasonKeys.map(([key, one]) => (
          <button key={one} type="button" aria-pressed={said.reason === one} onClick={() => onReason(one)}>
            {common(`reason.${one}`)}
            {isCurrent ? <Kbd>{key.toUpperCase()}</Kbd> : null}
          </button>
        ))}
      </fieldset>
    </li>
  );
}
