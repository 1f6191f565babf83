import type { Garment } from '#shared/catalog/garment';
import type { LeaveReason, Outcome } from '#shared/fitting/facts';
import type { StaffId, StoreId } from '#shared/kernel/ids';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import { between, type Chance, pick, seededChance } from './chance';
import { chooseGarments, type Shelf } from './choose-garments';
import type { Shopper } from './shoppers';

/** A garment carried into the room, and what became of it. */
export type TriedPiece = {
  readonly garment: Garment;
  readonly outcome: Outcome;
  readonly reason: LeaveReason | null;
};

/** Somebody comes into a store. `tried` empty: nothing was tried on; `direct` is bought without trying. */
export type Visit = {
  readonly atMs: InstantMs;
  readonly store: string;
  readonly shopper: Shopper | null;
  readonly staff: StaffId;
  readonly tried: readonly TriedPiece[];
  readonly direct: readonly Garment[];
  readonly pays: 'cash' | 'card';
};

/** A store as the plan needs it. `busy`: visits on a weekday and on a day of the weekend. `utcOffsetMs` of its wall clock. */
export type DemoStore = {
  readonly id: StoreId;
  readonly code: string;
  readonly utcOffsetMs: number;
  readonly staff: readonly StaffId[];
  readonly busy: readonly [weekday: number, weekend: number];
  readonly shelf: Shelf;
};

/** How long the demo's history is. */
export const HISTORY_DAYS = 35;
const OPENS_HOUR = 10;
const OPEN_HOURS = 10;
const HOUR_MS = 3_600_000;
/** The last visit is over by now. */
const QUIET_MS = 40 * 60_000;

/**
 * The visits of one store over the last five weeks, in order; the same for the same moment. Nothing is sold that
 * the shelf has not: what is taken is counted down on it.
 */
export function planVisits(
  store: DemoStore,
  shoppers: readonly Shopper[],
  nowMs: InstantMs,
  scripted: readonly Visit[] = [],
): readonly Visit[] {
  const chance = seededChance(store.code);
  const today = Math.floor((nowMs + store.utcOffsetMs) / DAY_MS);
  const times = Array.from({ length: HISTORY_DAYS + 1 }, (_, index) => today - HISTORY_DAYS + index).flatMap((day) => {
    const isWeekend = [6, 0].includes(new Date(day * DAY_MS).getUTCDay());
    const count = Math.floor(store.busy[isWeekend ? 1 : 0] + chance());
    return Array.from({ length: count }, () =>
      Math.floor(day * DAY_MS - store.utcOffsetMs + (OPENS_HOUR + chance() * OPEN_HOURS) * HOUR_MS),
    );
  });
  const visits = times
    .filter((atMs) => atMs < nowMs - QUIET_MS)
    .sort((a, b) => a - b)
    .map((atMs) => planVisit(chance, store, shoppers, atMs))
    .filter((visit) => visit.tried.length + visit.direct.length > 0);
  return [...visits, ...scripted].sort((a, b) => a.atMs - b.atMs);
}

function planVisit(chance: Chance, store: DemoStore, shoppers: readonly Shopper[], atMs: InstantMs): Visit {
  const isKnown = chance() < 0.62;
  const likes = (shopper: Shopper) => (shopper.store === store.code ? 12 : 1);
  const shopper = isKnown ? pick(chance, shoppers, likes) : null;
  const tries = chance() < 0.64;
  const count = tries ? pick(chance, [1, 2, 2, 3, 3, 4]) : between(chance, 1, 2);
  const garments = chooseGarments(chance, store.shelf, shopper, count, tries);
  const tried = tries ? garments.flatMap((garment) => tryOn(chance, store.shelf, garment)) : [];
  const direct = tries ? [] : garments;
  for (const garment of [...direct, ...tried.filter(({ outcome }) => outcome === 'bought').map((one) => one.garment)])
    store.shelf.take(garment.variant);
  return {
    atMs,
    store: store.code,
    shopper,
    staff: pick(chance, store.staff),
    tried,
    direct,
    pays: chance() < 0.3 ? 'cash' : 'card',
  };
}

/** One garment and its outcome; a size that did not fit may be swapped for its neighbour, which is bought. */
function tryOn(chance: Chance, shelf: Shelf, garment: Garment): readonly TriedPiece[] {
  const roll = chance();
  if (roll < 0.34) return [{ garment, outcome: 'bought', reason: null }];
  if (roll < 0.46) {
    const isSmall = chance() < 0.7;
    const other = shelf.neighbour(garment, isSmall ? 1 : -1);
    if (other)
      return [
        { garment, outcome: 'swapped', reason: isSmall ? 'too-small' : 'too-large' },
        { garment: other, outcome: 'bought', reason: null },
      ];
  }
  if (roll < 0.5) return [{ garment, outcome: 'held', reason: 'changed-mind' }];
  if (roll < 0.54) return [{ garment, outcome: 'unknown', reason: null }];
  return [{ garment, outcome: 'left', reason: pick(chance, reasonsFor(garment)) }];
}

const anyReason: readonly LeaveReason[] = ['colour', 'fabric', 'price', 'style', 'changed-mind', 'unsaid', 'too-large'];

/** Jackets and coats stay for their shoulders, trousers for their length. */
function reasonsFor({ category }: Garment): readonly LeaveReason[] {
  if (category?.startsWith('aa-1-10')) return ['shoulder', 'shoulder', 'shoulder', 'price', ...anyReason];
  if (category?.startsWith('aa-1-12')) return ['length', 'length', 'too-small', ...anyReason];
  if (category?.startsWith('aa-8')) return ['too-small', 'too-small', 'fabric', 'price'];
  return anyReason;
}
