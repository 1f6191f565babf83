import type { Garment } from '../catalog/garment';
import type { Capture } from '../facts/envelope';
import type { Fact } from '../facts/registry';
import type { AnchorId, FittingId, StaffId } from '../kernel/ids';
import { compareText } from '../kernel/sorted-record';
import type { InstantMs } from '../kernel/time';
import { hlcMs } from '../sync/hybrid-clock';
import type { TakeIn } from './commands';

/** `capture`: how it came into the room, where that was kept. */
export type PieceInRoom = {
  readonly piece: number;
  readonly garment: Garment;
  readonly capture?: TakeIn['capture'] | undefined;
};

/**
 * A visit as far as its facts tell. `room` and `startedAt` are null until its start was heard of: on a hub, another
 * till's facts may come first. Once over it stays over.
 */
export type FittingState = {
  readonly fitting: FittingId;
  readonly room: string | null;
  readonly startedAt: InstantMs | null;
  readonly who: AnchorId | null;
  readonly staff: StaffId | null;
  readonly garments: readonly PieceInRoom[];
  readonly isOver: boolean;
};

/** An open visit: in a room, not over. */
export type OpenFitting = FittingState & { readonly room: string; readonly startedAt: InstantMs };

/** Which visit a fact is about; null where it is about none. */
export function fittingOf(fact: Fact): FittingId | null {
  switch (fact.kind) {
    case 'FittingStarted':
    case 'GarmentsTakenIn':
    case 'FittingEnded':
      return fact.body.fitting;
    default:
      return null;
  }
}

/** A visit of which nothing is known yet. */
export function noFitting(fitting: FittingId): FittingState {
  return { fitting, room: null, startedAt: null, who: null, staff: null, garments: [], isOver: false };
}

/** Folds one fact of the visit in, in any order. */
export function foldFitting(state: FittingState, fact: Fact): FittingState {
  switch (fact.kind) {
    case 'FittingStarted': {
      const { room } = fact.body;
      const staff = fact.staff ?? state.staff;
      return { ...state, room, startedAt: hlcMs(fact.hlc), who: fact.who ?? state.who, staff };
    }
    case 'GarmentsTakenIn':
      return { ...state, garments: addPieces(state.garments, fact.body.garments.map(takenInBy(fact.capture))) };
    case 'FittingEnded':
      return { ...state, isOver: true };
    default:
      return state;
  }
}

export function isOpen(state: FittingState): state is OpenFitting {
  return !state.isOver && state.room !== null && state.startedAt !== null;
}

function takenInBy(capture: Capture): (piece: PieceInRoom) => PieceInRoom {
  return (piece) => ({ ...piece, capture: capture === 'picked' || capture === 'typed' ? capture : 'scan' });
}

/** A union: two tills that were apart may have given one number to two garments, and both are in the room. */
function addPieces(known: readonly PieceInRoom[], more: readonly PieceInRoom[]): readonly PieceInRoom[] {
  const isKnown = ({ piece, garment }: PieceInRoom) =>
    known.some((other) => other.piece === piece && other.garment.variant === garment.variant);
  return [...known, ...more.filter((piece) => !isKnown(piece))].sort(
    (a, b) => a.piece - b.piece || compareText(a.garment.variant, b.garment.variant),
  );
}
