import { isTooLarge } from '../facts/fact-size';
import type { Happening } from '../facts/happening';
import { assertNever } from '../kernel/invariant';
import { ok, type Result, refuse } from '../kernel/result';
import type { EndFitting, FittingCommand, PieceOutcome, StartFitting, TakeIn } from './commands';
import type { OpenFitting } from './evolve';
import { type FittingEndedBody, Room } from './facts';

/** What a decision on fittings looks at: the rooms the store has, and who is in them. */
export type RoomsState = { readonly rooms: readonly string[]; readonly open: readonly OpenFitting[] };

export type FittingRefusal =
  | 'room-unknown'
  | 'room-busy'
  | 'fitting-already-open'
  | 'fitting-not-open'
  | 'nothing-taken-in'
  | 'too-many-garments'
  | 'piece-unknown'
  | 'reason-not-asked'
  | 'fact-too-large';

const GARMENTS_MAX = 40;
const MINUTE_MS = 60_000;

type Decision = Result<readonly Happening[], FittingRefusal>;

/**
 * Decides on a visit to a fitting room.
 *
 * Refuses `room-unknown`, `room-busy {room}`, `fitting-already-open`, `fitting-not-open`, `nothing-taken-in`,
 * `too-many-garments {most}`, `piece-unknown {piece}`, `reason-not-asked {piece, outcome}` (a reason belongs only to
 * what was left, held or swapped) and `fact-too-large`.
 */
export function decideFitting(command: FittingCommand, state: RoomsState): Decision {
  switch (command.kind) {
    case 'StartFitting':
      return start(command, state);
    case 'TakeIn':
      return takeIn(command, state);
    case 'EndFitting':
      return end(command, state);
    default:
      return assertNever(command);
  }
}

function start({ fitting, room, who }: StartFitting, { rooms, open }: RoomsState): Decision {
  if (!rooms.includes(room) || !Room.safeParse(room).success) return refuse('room-unknown', { room });
  if (open.some((other) => other.room === room)) return refuse('room-busy', { room });
  if (open.some((other) => other.fitting === fitting)) return refuse('fitting-already-open');
  return ok([{ kind: 'FittingStarted', capture: 'picked', body: { fitting, room }, ...knownAs(who) }]);
}

function takeIn({ fitting, garments, capture }: TakeIn, { open }: RoomsState): Decision {
  const visit = open.find((other) => other.fitting === fitting);
  if (!visit) return refuse('fitting-not-open');
  if (garments.length === 0) return refuse('nothing-taken-in');
  if (visit.garments.length + garments.length > GARMENTS_MAX)
    return refuse('too-many-garments', { most: GARMENTS_MAX });
  const last = Math.max(0, ...visit.garments.map(({ piece }) => piece));
  const pieces = garments.map((garment, index) => ({ piece: last + 1 + index, garment }));
  const body = { fitting, garments: pieces };
  return sized({ kind: 'GarmentsTakenIn', capture, body, ...knownAs(visit.who ?? undefined) });
}

function end({ fitting, outcomes, nowMs, who }: EndFitting, { open }: RoomsState): Decision {
  const visit = open.find((other) => other.fitting === fitting);
  if (!visit) return refuse('fitting-not-open');
  const stranger = outcomes.find(({ piece }) => !visit.garments.some((other) => other.piece === piece));
  if (stranger) return refuse('piece-unknown', { piece: stranger.piece });
  const unasked = outcomes.find(({ outcome, reason }) => reason !== null && !hasReason(outcome));
  if (unasked) return refuse('reason-not-asked', { piece: unasked.piece, outcome: unasked.outcome });
  const body: FittingEndedBody = {
    fitting,
    room: visit.room,
    minutes: Math.max(0, Math.floor((nowMs - visit.startedAt) / MINUTE_MS)),
    garments: visit.garments.map(({ piece, garment }) => {
      const said = outcomes.findLast((one) => one.piece === piece);
      return { piece, garment, outcome: said?.outcome ?? 'unknown', reason: said?.reason ?? null };
    }),
  };
  return sized({ kind: 'FittingEnded', capture: 'picked', body, ...knownAs(who ?? visit.who ?? undefined) });
}

/** Whether a clerk is asked why: only for what did not go home and did not stay a riddle. */
export function hasReason(outcome: PieceOutcome['outcome']): boolean {
  return outcome === 'left' || outcome === 'held' || outcome === 'swapped';
}

function knownAs(who: StartFitting['who']): Pick<StartFitting, 'who'> {
  return who === undefined ? {} : { who };
}

function sized(happening: Happening): Decision {
  return isTooLarge(happening) ? refuse('fact-too-large') : ok([happening]);
}
