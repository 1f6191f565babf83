import type { TaskDocument } from '../documents/documents';
import type { Fact } from '../facts/registry';
import { AnchorId } from '../kernel/ids';
import { type FittingState, fittingOf, foldFitting, isOpen, noFitting, type OpenFitting } from './evolve';

/** One room on the board: free, or with its visit. */
export type RoomView = { readonly room: string; readonly visit: OpenFitting | null };

/** Every room of the store in its order; a visit in a room that settings no longer name comes after them. */
export function viewRooms(rooms: readonly string[], open: readonly OpenFitting[]): readonly RoomView[] {
  const named = rooms.map((room) => ({ room, visit: open.find((visit) => visit.room === room) ?? null }));
  const others = open.filter((visit) => !named.some((room) => room.visit?.fitting === visit.fitting));
  return [...named, ...others.map((visit) => ({ room: visit.room, visit }))];
}

/** The open visits that a list of facts tells of, oldest first. */
export function openFittingsOf(facts: readonly Fact[]): readonly OpenFitting[] {
  const visits = facts.reduce((all, fact) => {
    const fitting = fittingOf(fact);
    return fitting === null ? all : all.set(fitting, foldFitting(all.get(fitting) ?? noFitting(fitting), fact));
  }, new Map<string, FittingState>());
  return [...visits.values()].filter(isOpen).sort((a, b) => a.startedAt - b.startedAt);
}

/** An open visit as tills of one store share it. `seq` and `seen` are the feed's own. */
export function taskOfFitting(visit: OpenFitting, feed: { readonly seq: number; readonly seen: number }): TaskDocument {
  const { fitting, room, who, staff, garments } = visit;
  return {
    id: fitting,
    ...feed,
    at: visit.startedAt,
    task: { kind: 'fitting', fitting, room, who, staff, garments },
  };
}

/** The visit a shared task tells of; null where the task is another kind of work. */
export function fittingOfTask({ task, at }: TaskDocument): OpenFitting | null {
  if (task.kind !== 'fitting') return null;
  const { fitting, room, staff, garments } = task;
  const who = task.who === null ? null : AnchorId.parse(task.who);
  return { fitting, room, startedAt: at, who, staff, garments, isOver: false };
}
