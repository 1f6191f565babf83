import { useCommonWords } from '../../text/use-words';
import { HiddenWords } from '../../ui/hidden-words';
import { Kbd } from '../../ui/kbd';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './room-panel.module.css';

type RoomTabsProps = { readonly room: string; readonly onRoom: (room: string) => void };

/** Every room with what is in it, to go from one to the next; the number is also its key. */
export function RoomTabs({ room: shown, onRoom }: RoomTabsProps) {
  const common = useCommonWords();
  const rooms = useView(useTill().rooms);
  return (
    <nav className={css.tabs} aria-label={common('room.all')}>
      {rooms.map(({ room, fitting }) => (
        <button
          key={room}
          type="button"
          aria-current={room === shown ? 'true' : undefined}
          onClick={() => onRoom(room)}
        >
          <HiddenWords>{common('room.named', { room })}</HiddenWords>
          <Kbd>{room}</Kbd>
          {fitting ? common('units.pieces', { count: fitting.pieces.length }) : common('room.free')}
        </button>
      ))}
    </nav>
  );
}
