import { useRef, useState } from 'react';
import type { AnchorId, FittingId } from '#shared/kernel/ids';
import { ok } from '#shared/kernel/result';
import { interpretScan } from '#shared/scanning/interpret-scan';
import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import type { FittingView, RoomView, Till } from '../../till/till-types';
import { ActionButton } from '../../ui/action-button';
import { drawnAs } from '../../ui/drawn-as';
import { Garment } from '../../ui/garment';
import { Refusal } from '../../ui/refusal';
import { sayTimer } from '../../ui/room-card';
import { useNow } from '../../ui/use-now';
import { Panel } from '../panel';
import { PersonPicker } from '../person-picker';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import { GarmentSearch } from './garment-search';
import css from './room-panel.module.css';
import { RoomTabs } from './room-tabs';

type RoomPanelProps = {
  readonly room: string;
  readonly onRoom: (room: string) => void;
  readonly onClose: () => void;
  readonly onEnd: (fitting: FittingId) => void;
};

type Garments =
  | { readonly code: string; readonly capture?: 'typed' }
  | { readonly variants: readonly Parameters<Till['addVariant']>[0][] };

function fittingIn(rooms: readonly RoomView[], room: string): FittingView | null {
  return rooms.find((one) => one.room === room)?.fitting ?? null;
}

/** One room: a scan takes a garment in, and starts the fitting if nobody is inside yet. */
export function RoomPanel({ room, onRoom, onClose, onEnd }: RoomPanelProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const now = useNow();
  const { who: basketWho } = useView(till.basket);
  const rooms = useView(till.rooms);
  const fitting = fittingIn(rooms, room);
  const [who, setWho] = useState<AnchorId | null>(basketWho?.id ?? null);
  const take = useCommand(
    async (into: { readonly room: string; readonly who: AnchorId | null }, garments: Garments | null) => {
      const inside = fittingIn(till.rooms.get(), into.room);
      const opened = inside === null ? await till.startFitting(into) : ok(inside);
      return opened.ok && garments !== null ? till.takeIn({ fitting: opened.value.id, ...garments }) : opened;
    },
    { isInOrder: true },
  );
  const field = useRef<HTMLInputElement>(null);

  const takeIn = (garments: Garments): void => void take.send({ room, who }, garments);
  useScan((text) => {
    const scan = interpretScan(text);
    if (scan.kind === 'room' && rooms.some((one) => one.room === scan.room)) onRoom(scan.room);
    else takeIn({ code: text });
  });
  const begin = (): void => void take.send({ room, who }, null);
  // What was scanned is inside before anybody says what became of it.
  const end = (): void => void (fitting && !take.isPending && onEnd(fitting.id));
  const proceed = fitting ? (fitting.pieces.length > 0 ? end : onClose) : begin;
  useKeys(
    {
      ...Object.fromEntries(rooms.map((one) => [one.room, () => onRoom(one.room)])),
      F2: () => field.current?.focus(),
      F3: () => field.current?.focus(),
      Escape: onClose,
      Enter: take.isPending ? undefined : proceed,
    },
    true,
  );
  return (
    <Panel
      onClose={onClose}
      title={
        fitting
          ? `${common('room.named', { room })} ${sayTimer(fitting.startedAtMs, now)}`
          : t('fitting.startIn', { room })
      }
      size={860}
      footer={
        <div className={css.actions}>
          <ActionButton kbd="Esc" isTall onPress={onClose}>
            {common('actions.close')}
          </ActionButton>
          {fitting ? (
            <ActionButton tone="main" isTall kbd="Enter" isPending={take.isPending} onPress={end} testId="end-fitting">
              {t('fitting.end')}
            </ActionButton>
          ) : (
            <ActionButton
              tone="main"
              isTall
              kbd="Enter"
              isPending={take.isPending}
              onPress={begin}
              testId="start-fitting"
            >
              {t('fitting.start')}
            </ActionButton>
          )}
        </div>
      }
    >
      <div className={css.panel} data-testid="room-panel">
        <RoomTabs room={room} onRoom={onRoom} />
        {fitting ? (
          <GarmentSearch
            key={room}
            field={field}
            onCode={(code) => takeIn({ code, capture: 'typed' })}
            onNoMore={proceed}
            onVariant={(variant) => takeIn({ variants: [variant] })}
          />
        ) : (
          <PersonPicker who={who} onPick={setWho} field={field} />
        )}
        {take.refusal ? <Refusal code={take.refusal.code} params={take.refusal.params} /> : null}
        {fitting ? (
          <Rail fitting={fitting} who={fitting.who?.name ?? t(fitting.who ? 'customer.sealed' : 'fitting.guest')} />
        ) : null}
      </div>
    </Panel>
  );
}

/** Who is inside, and what hangs there. */
function Rail({ fitting, who }: { readonly fitting: FittingView; readonly who: string }) {
  const t = usePosWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  return (
    <section className={css.inside}>
      <p className={css.who}>
        <b>{who}</b>{' '}
        {fitting.pieces.length === 0 ? t('fitting.empty') : t('fitting.inside', { count: fitting.pieces.length })}
      </p>
      <ul className={css.rail}>
        {fitting.pieces.map(({ piece, garment, hex, drawing }) => (
          <li key={piece} data-testid="fitting-piece">
            <Garment {...drawnAs(drawing)} colour={hex ?? undefined} size="tile" />
            <b>{sayWords(garment.name, language)}</b>
            <small>{sayVariant(common, garment, language)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
