import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import { drawnAs } from '../../ui/drawn-as';
import { Kbd } from '../../ui/kbd';
import { RoomCard } from '../../ui/room-card';
import { useNow } from '../../ui/use-now';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './fitting-board.module.css';

type FittingBoardProps = { readonly onOpenRoom: (room: string) => void };

/** The store's fitting rooms as cards in fixed places: who, how long, what is inside. */
export function FittingBoard({ onOpenRoom }: FittingBoardProps) {
  const t = usePosWords();
  const till = useTill();
  const now = useNow();
  const [language] = useLanguage();
  const rooms = useView(till.rooms);
  const firstFree = rooms.find(({ fitting }) => fitting === null)?.room ?? rooms[0]?.room;
  useKeys({ F4: firstFree ? () => onOpenRoom(firstFree) : undefined });
  return (
    <section className={css.board} aria-label={t('fitting.board')}>
      <div className={css.label}>
        <b>{t('fitting.board')}</b>
        <Kbd>F4</Kbd>
      </div>
      {rooms.map(({ room, fitting }) => (
        <RoomCard
          key={room}
          room={room}
          status={fitting ? 'busy' : 'free'}
          since={fitting?.startedAtMs}
          now={now}
          who={
            fitting
              ? `${fitting.who?.name ?? t(fitting.who ? 'customer.sealed' : 'fitting.guest')} ${t('fitting.inside', { count: fitting.pieces.length })}`
              : t('fitting.freeHint')
          }
          garments={(fitting?.pieces ?? []).map(({ piece, garment, hex, drawing }) => ({
            key: String(piece),
            name: sayWords(garment.name, language),
            colour: hex ?? undefined,
            ...drawnAs(drawing),
          }))}
          onOpen={() => onOpenRoom(room)}
        />
      ))}
    </section>
  );
}
