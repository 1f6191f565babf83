import type { ReactNode } from 'react';
import { useCommonWords } from '../text/use-words';
import { ActionButton } from './action-button';
import { Garment, type GarmentLook } from './garment';
import { HiddenWords } from './hidden-words';
import { joinClasses } from './join-classes';
import css from './room-card.module.css';

/** A garment hanging in a room; `key` keeps its place on the rail. */
export type RailGarment = GarmentLook & { readonly key: string; readonly name: string };

export type RoomCardProps = {
  /** The room as the store numbers it. */
  readonly room: string;
  /** `ending`: the shopper left, garments are to be cleared. */
  readonly status: 'free' | 'busy' | 'asking' | 'ending';
  /** Who is inside and what matters about them; a guest where nobody is known. */
  readonly who?: ReactNode;
  /** When the fitting began, ms since 1970. */
  readonly since?: number | undefined;
  readonly now: number;
  readonly garments?: readonly RailGarment[];
  /** Fills the card; needs `status: 'asking'`. */
  readonly request?: { readonly words: ReactNode; readonly onAccept: () => void } | undefined;
  readonly onOpen: () => void;
};

const railPlaces = 4;

/** Minutes and seconds since a fitting began, `02:40`; past an hour `1:02:40`. */
export function sayTimer(since: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1_000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3_600);
  return hours === 0 ? parts.join(':') : `${hours}:${parts.join(':')}`;
}

function Rail({ garments }: { readonly garments: readonly RailGarment[] }) {
  const t = useCommonWords();
  const shown = garments.length > railPlaces ? garments.slice(0, railPlaces - 1) : garments;
  const left = garments.length - shown.length;
  return (
    <div className={css.rail}>
      {shown.map(({ key, name: _, ...look }) => (
        <Garment key={key} size="rail" {...look} />
      ))}
      {left > 0 ? (
        <span className={css.more} aria-hidden="true">
          +{left}
        </span>
      ) : null}
      <HiddenWords>{t('room.inside', { what: garments.map(({ name }) => name).join(t('stitches.join')) })}</HiddenWords>
    </div>
  );
}

/** A fitting room on the board: number, timer, who, and the rail of what is inside. It keeps its size in every state. */
export function RoomCard({ room, status, who, since, now, garments = [], request, onOpen }: RoomCardProps) {
  const t = useCommonWords();
  const form = { free: css.free, busy: undefined, asking: css.asking, ending: undefined }[status];
  const timer = since === undefined ? '' : sayTimer(since, now);
  const right = { free: t('room.free'), busy: timer, asking: timer, ending: t('room.ending') }[status];
  const isAsking = status === 'asking' && request !== undefined;
  return (
    <div className={joinClasses(css.card, form)} data-room={room} data-status={status}>
      <div className={css.top}>
        <button type="button" className={joinClasses(css.open, css.number)} onClick={onOpen}>
          <HiddenWords>{t('room.named', { room })}</HiddenWords>
          <span aria-hidden="true">{room}</span>
        </button>
        <span className={css.timer}>{right}</span>
      </div>
      <div className={css.who}>{isAsking ? request.words : who}</div>
      {isAsking ? (
        <div className={css.answer}>
          <ActionButton tone="onIndigo" isWide onPress={request.onAccept}>
            {t('room.accept')}
          </ActionButton>
        </div>
      ) : null}
      {isAsking || garments.length === 0 ? null : <Rail garments={garments} />}
    </div>
  );
}
