import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { AnchorId, FittingId } from '#shared/kernel/ids';
import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { drawnAs } from '../../ui/drawn-as';
import { Garment } from '../../ui/garment';
import { Refusal } from '../../ui/refusal';
import { sayTimer } from '../../ui/room-card';
import { useNow } from '../../ui/use-now';
import { PersonPicker } from '../person-picker';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './room-panel.module.css';

type RoomPanelProps = {
  readonly room: string;
  readonly onClose: () => void;
  readonly onEnd: (fitting: FittingId) => void;
};

/** One room: a scan takes a garment in, and starts the fitting if nobody is inside yet. */
export function RoomPanel({ room, onClose, onEnd }: RoomPanelProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const now = useNow();
  const [language] = useLanguage();
  const { who: basketWho } = useView(till.basket);
  const fitting = useView(till.rooms).find((one) => one.room === room)?.fitting ?? null;
  const [who, setWho] = useState<AnchorId | null>(basketWho?.id ?? null);
  const start = useCommand(till.startFitting);
  const take = useCommand(till.takeIn);

  const scan = async (code: string): Promise<void> => {
    const open = fitting ?? (await start.send({ room, who }));
    if (open) await take.send({ fitting: open.id, code });
  };
  useScan((code) => void scan(code));
  const begin = (): void => void (fitting ? undefined : start.send({ room, who }));
  const end = (): void => void (fitting && onEnd(fitting.id));
  useKeys({ Escape: onClose, Enter: fitting ? (fitting.pieces.length > 0 ? end : onClose) : begin }, true);
  const refusal = take.refusal ?? start.refusal;

  return (
    <Modal
      opened
      onClose={onClose}
      title={
        fitting
          ? `${common('room.named', { room })} ${sayTimer(fitting.startedAtMs, now)}`
          : t('fitting.startIn', { room })
      }
      size={720}
      centered
    >
      <div className={css.panel} data-testid="room-panel">
        {fitting ? (
          <p className={css.who}>{fitting.who?.name ?? t(fitting.who ? 'customer.sealed' : 'fitting.guest')}</p>
        ) : (
          <PersonPicker who={who} onPick={setWho} />
        )}
        {(fitting?.pieces.length ?? 0) === 0 ? <p className={css.hint}>{t('fitting.empty')}</p> : null}
        <ul className={css.rail}>
          {(fitting?.pieces ?? []).map(({ piece, garment, hex, drawing }) => (
            <li key={piece} data-testid="fitting-piece">
              <Garment {...drawnAs(drawing)} colour={hex ?? undefined} />
              <b>{sayWords(garment.name, language)}</b>
              <small>{sayVariant(common, garment, language)}</small>
            </li>
          ))}
        </ul>
        {refusal ? <Refusal code={refusal.code} params={refusal.params} /> : null}
        <div className={css.actions}>
          <ActionButton kbd="Esc" onPress={onClose}>
            {common('actions.close')}
          </ActionButton>
          {fitting ? (
            <ActionButton tone="main" kbd="Enter" onPress={end} testId="end-fitting">
              {t('fitting.end')}
            </ActionButton>
          ) : (
            <ActionButton tone="main" kbd="Enter" isPending={start.isPending} onPress={begin} testId="start-fitting">
              {t('fitting.start')}
            </ActionButton>
          )}
        </div>
      </div>
    </Modal>
  );
}
