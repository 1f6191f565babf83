import { useState } from 'react';
import type { LeaveReason, Outcome } from '#shared/fitting/facts';
import type { FittingId } from '#shared/kernel/ids';
import { refuse } from '#shared/kernel/result';
import { interpretScan } from '#shared/scanning/interpret-scan';
import { useCommonWords, usePosWords } from '../../text/use-words';
import type { FittingPiece } from '../../till/till-types';
import { ActionButton } from '../../ui/action-button';
import { Refusal } from '../../ui/refusal';
import { sayTimer } from '../../ui/room-card';
import { useNow } from '../../ui/use-now';
import { Panel } from '../panel';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './end-fitting.module.css';
import { PieceColumn } from './piece-column';
import { asksWhy, outcomes, reasonKeys, type Said, unsaid } from './said';

type EndFittingProps = { readonly fitting: FittingId; readonly onClose: () => void };

/** One tap a garment: bought or not, and why not. Unsaid is an answer like the others. */
export function EndFitting({ fitting: id, onClose }: EndFittingProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const now = useNow();
  const fitting = useView(till.rooms).find((room) => room.fitting?.id === id)?.fitting ?? null;
  const pieces = fitting?.pieces ?? [];
  const [said, setSaid] = useState<Readonly<Record<number, Said>>>({});
  const [at, setAt] = useState(0);
  const [isElsewhere, setElsewhere] = useState(false);
  const end = useCommand(till.endFitting);
  const current = pieces[at];
  const saidOf = (piece: number): Said => said[piece] ?? unsaid;
  const count = (outcome: Outcome): number => pieces.filter(({ piece }) => saidOf(piece).outcome === outcome).length;

  const goTo = (place: number): void => setAt(Math.max(0, Math.min(pieces.length - 1, place)));
  const sayAll = (outcome: Outcome): void =>
    setSaid(Object.fromEntries(pieces.map(({ piece }) => [piece, { outcome, reason: null }])));
  const say = (place: number, outcome: Outcome, reason: LeaveReason | null = null): void => {
    const piece = pieces[place]?.piece;
    if (piece === undefined) return;
    const isAgain = reason !== null && saidOf(piece).reason === reason;
    setElsewhere(false);
    setSaid({ ...said, [piece]: { outcome, reason: isAgain ? null : reason } });
    setAt(place);
  };
  /** By keyboard the next garment is asked about as soon as this one is answered. */
  const typeOutcome = (outcome: Outcome): void => {
    say(at, outcome);
    if (!asksWhy(outcome)) goTo(at + 1);
  };
  const typeReason = (reason: LeaveReason): void => {
    const { outcome } = saidOf(current?.piece ?? 0);
    if (!asksWhy(outcome)) return;
    say(at, outcome, reason);
    goTo(at + 1);
  };
  const finish = async (): Promise<void> => {
    const garments = pieces.map(({ piece }) => ({ piece, ...saidOf(piece) }));
    const done = await end.send({ fitting: id, garments });
    if (!done) return;
    if (done.bought > 0) till.openBasket(done.basket);
    onClose();
  };
  // What is scanned at the counter is bought, as on every other screen.
  useScan((text) => {
    const scan = interpretScan(text);
    const gtin = 'gtin' in scan ? scan.gtin : undefined;
    const found = till.findVariant(text);
    const isIt = ({ garment }: FittingPiece): boolean =>
      found.ok ? garment.variant === found.value : gtin !== undefined && garment.gtin === gtin;
    const place = pieces.findIndex((piece) => isIt(piece) && saidOf(piece.piece).outcome !== 'bought');
    if (place < 0) setElsewhere(true);
    else say(place, 'bought');
  });
  useKeys(
    {
      ...Object.fromEntries(outcomes.map((one, place) => [String(place + 1), () => typeOutcome(one)])),
      ...Object.fromEntries(reasonKeys.map(([key, reason]) => [key, () => typeReason(reason)])),
      ArrowLeft: () => goTo(at - 1),
      ArrowRight: () => goTo(at + 1),
      Escape: onClose,
      Enter: () => void finish(),
      a: () => sayAll('bought'),
      l: () => sayAll('left'),
      s: () => sayAll('unknown'),
    },
    true,
  );
  const refusal = isElsewhere ? refuse('piece-unknown').refusal : end.refusal;
  const bought = count('bought');

  return (
    <Panel
      onClose={onClose}
      title={t('fitting.endTitle', { room: fitting?.room ?? '' })}
      size={1334}
      tools={
        <>
          <span className={css.who}>
            <b>{fitting?.who?.name ?? t(fitting?.who ? 'customer.sealed' : 'fitting.guest')}</b>{' '}
            {fitting ? sayTimer(fitting.startedAtMs, now) : null}
          </span>
          <ActionButton kbd="A" onPress={() => sayAll('bought')}>
            {t('fitting.allBought')}
          </ActionButton>
          <ActionButton kbd="L" onPress={() => sayAll('left')}>
            {t('fitting.allLeft')}
          </ActionButton>
          <ActionButton kbd="S" onPress={() => sayAll('unknown')}>
            {t('fitting.allUnsaid')}
          </ActionButton>
        </>
      }
      footer={
        <div className={css.finish}>
          <span className={css.sum} role="status">
            {outcomes.map((one) =>
              count(one) > 0 ? (
                <span key={one}>
                  {one === 'unknown' ? t('fitting.skip') : common(`outcome.${one}`)} <b>{count(one)}</b>
                </span>
              ) : null,
            )}
          </span>
          {refusal ? <Refusal code={refusal.code} params={refusal.params} /> : null}
          <ActionButton
            tone="main"
            isTall
            kbd="Enter"
            isPending={end.isPending}
            onPress={() => void finish()}
            testId="finish-fitting"
          >
            {bought > 0 ? t('fitting.toBasket', { count: bought }) : t('fitting.finish')}
          </ActionButton>
        </div>
      }
    >
      <div className={css.end} data-testid="end-fitting-panel">
        <ul className={css.pieces}>
          {pieces.map((piece, place) => (
            <PieceColumn
              key={piece.piece}
              piece={piece}
              said={saidOf(piece.piece)}
              isCurrent={place === at}
              onOutcome={(outcome) => say(place, outcome)}
              onReason={(reason) => say(place, saidOf(piece.piece).outcome, reason)}
            />
          ))}
        </ul>
      </div>
    </Panel>
  );
}
