import { Modal } from '@mantine/core';
import { useState } from 'react';
import { type LeaveReason, leaveReasons, type Outcome } from '#shared/fitting/facts';
import type { FittingId } from '#shared/kernel/ids';
import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { drawnAs } from '../../ui/drawn-as';
import { Garment } from '../../ui/garment';
import { Refusal } from '../../ui/refusal';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './end-fitting.module.css';

type Said = { readonly outcome: Outcome; readonly reason: LeaveReason | null };
type EndFittingProps = { readonly fitting: FittingId; readonly onClose: () => void };

const offered: readonly Outcome[] = ['bought', 'left', 'held', 'swapped'];
const unsaid: Said = { outcome: 'unknown', reason: null };

/** One tap a garment: bought or not, and why not. Unsaid is an answer like the others. */
export function EndFitting({ fitting: id, onClose }: EndFittingProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [language] = useLanguage();
  const rooms = useView(till.rooms);
  const fitting = rooms.find((room) => room.fitting?.id === id)?.fitting ?? null;
  const [said, setSaid] = useState<Readonly<Record<number, Said>>>({});
  const end = useCommand(till.endFitting);
  // Which garment a scan would mean here is asked on screen; it must not go into somebody's basket.
  useScan(() => undefined);
  const pieces = fitting?.pieces ?? [];
  const saidOf = (piece: number): Said => said[piece] ?? unsaid;
  const bought = pieces.filter(({ piece }) => saidOf(piece).outcome === 'bought').length;

  const sayAll = (outcome: Outcome): void =>
    setSaid(Object.fromEntries(pieces.map(({ piece }) => [piece, { outcome, reason: null }])));
  const say = (piece: number, outcome: Outcome): void => setSaid({ ...said, [piece]: { outcome, reason: null } });
  const finish = async (): Promise<void> => {
    const garments = pieces.map(({ piece }) => ({ piece, ...saidOf(piece) }));
    const done = await end.send({ fitting: id, garments });
    if (!done) return;
    if (done.bought > 0) till.openBasket(done.basket);
    onClose();
  };
  useKeys(
    {
      Escape: onClose,
      Enter: () => void finish(),
      a: () => sayAll('bought'),
      l: () => sayAll('left'),
      s: () => sayAll('unknown'),
    },
    true,
  );
  if (!fitting) return null;
  return (
    <Modal opened onClose={onClose} title={t('fitting.endTitle', { room: fitting.room })} size={1080} centered>
      <div className={css.end} data-testid="end-fitting-panel">
        <div className={css.all}>
          <b>{fitting.who?.name ?? t('fitting.guest')}</b>
          <ActionButton kbd="A" onPress={() => sayAll('bought')}>
            {t('fitting.allBought')}
          </ActionButton>
          <ActionButton kbd="L" onPress={() => sayAll('left')}>
            {t('fitting.allLeft')}
          </ActionButton>
          <ActionButton kbd="S" onPress={() => sayAll('unknown')}>
            {t('fitting.skip')}
          </ActionButton>
        </div>
        <ul className={css.pieces}>
          {pieces.map(({ piece, garment, hex, drawing }) => {
            const { outcome, reason } = saidOf(piece);
            return (
              <li key={piece} data-testid="piece" data-outcome={outcome}>
                <Garment {...drawnAs(drawing)} colour={hex ?? undefined} size="line" />
                <span className={css.name}>
                  <b>{sayWords(garment.name, language)}</b>
                  <small>{sayVariant(common, garment, language)}</small>
                </span>
                <fieldset className={css.outcomes} aria-label={sayWords(garment.name, language)}>
                  {[...offered, 'unknown' as const].map((one) => (
                    <button key={one} type="button" aria-pressed={outcome === one} onClick={() => say(piece, one)}>
                      {one === 'unknown' ? t('fitting.skip') : common(`outcome.${one}`)}
                    </button>
                  ))}
                </fieldset>
                <fieldset
                  className={css.reasons}
                  aria-label={t('fitting.why')}
                  data-shown={outcome === 'left' || outcome === 'held' || outcome === 'swapped'}
                >
                  {leaveReasons.map((one) => (
                    <button
                      key={one}
                      type="button"
                      aria-pressed={reason === one}
                      disabled={outcome === 'bought' || outcome === 'unknown'}
                      onClick={() => setSaid({ ...said, [piece]: { outcome, reason: reason === one ? null : one } })}
                    >
                      {common(`reason.${one}`)}
                    </button>
                  ))}
                </fieldset>
              </li>
            );
          })}
        </ul>
        {end.refusal ? <Refusal code={end.refusal.code} params={end.refusal.params} /> : null}
        <ActionButton
          tone="main"
          isWide
          kbd="Enter"
          isPending={end.isPending}
          onPress={() => void finish()}
          testId="finish-fitting"
        >
          {bought > 0 ? t('fitting.toBasket', { count: bought }) : t('fitting.finish')}
        </ActionButton>
      </div>
    </Modal>
  );
}
