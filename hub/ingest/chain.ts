import { NO_HASH } from '#shared/facts/envelope';
import { compareText } from '#shared/kernel/sorted-record';
import type { InstantMs } from '#shared/kernel/time';
import { asParked, type LogPlace, type NewLogRow } from '../log/log-row';
import { type Judged, parkedRow } from './judge';

/** A judged fact with a place, and since when it waits for it. */
export type Pending = Judged & { readonly row: NewLogRow & { readonly place: LogPlace }; readonly isEarly: boolean };

/** What the log already knows of a device's chain, as far as the facts at hand need it. */
export type ChainKnown = {
  readonly isPlaced: (epoch: string, ctr: number) => boolean;
  /** Hashes of the facts in a place; null among them where one can't be trusted (a parked fact, a stub, a loss). */
  readonly hashesAt: (epoch: string, ctr: number) => readonly (string | null)[];
  /** Where a hash stands in the log. */
  readonly placeOf: (hash: string) => { readonly epoch: string; readonly ctr: number } | null;
  /** The `prev` of the first fact of each epoch heard of lately. */
  readonly starts: ReadonlyMap<string, string>;
};

/** A row to append, and the row as it was judged by itself: null where the log only notes a loss. */
export type Ready = { readonly row: NewLogRow; readonly judged: NewLogRow | null };

export type Placement = {
  /** To append now, in this order. */
  readonly ready: readonly Ready[];
  /** Still without the facts before them. */
  readonly waiting: readonly Pending[];
  /** Epochs that began now: what they follow, and in which epoch that stood. */
  readonly begun: readonly { readonly epoch: string; readonly prev: string; readonly after: string | null }[];
  /** Epochs that were found to go on from a place where the chain already goes on otherwise. */
  readonly forks: readonly string[];
};

/**
 * Puts facts in their places: each after the one with the counter before it, the first of an epoch after the fact its
 * `prev` names. What came too early waits; what waited since before `overdueMs` waits no longer, and the places before
 * it are closed by one row that names the loss.
 */
export function placeFacts(
  given: readonly Pending[],
  known: ChainKnown,
  overdueMs: InstantMs,
  nowMs: InstantMs,
): Placement {
  const chain = new GrowingChain(known);
  const ready: Ready[] = [];
  const begun: Placement['begun'][number][] = [];
  const forks = new Set<string>();
  let waiting = [...given];

  const take = (item: Pending) => {
    const { epoch, ctr } = item.row.place;
    const isOwn = item.row.quarantine !== 'not-yours';
    const isGood = item.row.quarantine === null;
    const start = chain.starts.get(epoch);
    // What a parked fact says it follows stands only until the good one says it.
    const isNews = start === undefined || (isGood && start !== item.prev);
    if (isOwn && ctr === 1 && item.prev !== null && isNews) {
      begun.push({ epoch, prev: item.prev, after: chain.placeOf(item.prev)?.epoch ?? null });
    }
    if (isGood && chain.forksAt(item)) forks.add(epoch);
    const row = isGood && chain.breaksAt(item) ? asParked(item.row, 'chain-broken') : item.row;
    ready.push({ row, judged: item.row });
    chain.add({ row, prev: isOwn ? item.prev : null });
  };
  const lose = (row: NewLogRow & Pick<Pending['row'], 'place'>) => {
    ready.push({ row, judged: null });
    chain.add({ row, prev: null });
  };

  for (;;) {
    const rest = waiting.filter((item) => {
      if (!chain.isReady(item)) return true;
      take(item);
      return false;
    });
    const isStuck = rest.length === waiting.length;
    waiting = rest;
    if (waiting.length === 0) break;
    if (!isStuck) continue;
    const overdue = oldest(waiting.filter(({ row }) => row.receivedAtMs < overdueMs));
    if (!overdue) break;
    lose(lossBefore(overdue.row.place, overdue.prev, nowMs));
    take(overdue);
    waiting = waiting.filter((item) => item !== overdue);
  }
  return { ready, waiting, begun, forks: [...forks] };
}

class GrowingChain {
  readonly starts: Map<string, string>;
  private readonly hashes = new Map<string, (string | null)[]>();
  private readonly places = new Map<string, LogPlace>();

  constructor(private readonly known: ChainKnown) {
    this.starts = new Map(known.starts);
  }

  add({ row, prev }: Pick<Pending, 'row' | 'prev'>): void {
    const key = keyOf(row.place.epoch, row.place.ctr);
    this.hashes.set(key, [...(this.hashes.get(key) ?? []), row.quarantine === null ? row.hash : null]);
    if (row.hash !== null) this.places.set(row.hash, row.place);
    if (row.place.ctr === 1 && prev !== null) this.starts.set(row.place.epoch, prev);
  }

  isReady({ row: { place }, prev }: Pending): boolean {
    if (this.isPlaced(place.epoch, place.ctr)) return true;
    if (place.ctr > 1) return this.isPlaced(place.epoch, place.ctr - 1);
    return prev === null || prev === NO_HASH || this.placeOf(prev) !== null;
  }

  placeOf(hash: string): { readonly epoch: string; readonly ctr: number } | null {
    return this.places.get(hash) ?? this.known.placeOf(hash);
  }

  /** Its `prev` is followed by another fact already: in its own epoch, or as the first of another. */
  forksAt({ row: { place }, prev }: Pending): boolean {
    if (prev === null) return false;
    const otherStart = [...this.starts].some(([epoch, start]) => epoch !== place.epoch && start === prev);
    if (otherStart) return true;
    const before = prev === NO_HASH ? null : this.placeOf(prev);
    if (before === null || before.epoch === place.epoch) return false;
    return this.isPlaced(before.epoch, before.ctr + 1);
  }

  /** It names as the fact before it one that does not stand there. What is in the log itself was judged when it came. */
  breaksAt({ row: { place, hash }, prev }: Pending): boolean {
    if (place.ctr === 1 || this.hashesAt(place.epoch, place.ctr).includes(hash)) return false;
    const before = this.hashesAt(place.epoch, place.ctr - 1);
    return before.length > 0 && !before.includes(null) && !before.includes(prev);
  }

  private isPlaced(epoch: string, ctr: number): boolean {
    return this.hashes.has(keyOf(epoch, ctr)) || this.known.isPlaced(epoch, ctr);
  }

  private hashesAt(epoch: string, ctr: number): readonly (string | null)[] {
    return [...(this.hashes.get(keyOf(epoch, ctr)) ?? []), ...this.known.hashesAt(epoch, ctr)];
  }
}

function oldest(items: readonly Pending[]): Pending | undefined {
  return [...items].sort(
    (a, b) => compareText(a.row.place.epoch, b.row.place.epoch) || a.row.place.ctr - b.row.place.ctr,
  )[0];
}

/** One row for all that is missing before a place, in the last missing place; before a first fact it has none. */
function lossBefore(place: LogPlace, prev: string | null, nowMs: InstantMs): NewLogRow & { readonly place: LogPlace } {
  const row = parkedRow(`lost#${place.device}#${place.epoch}#${place.ctr - 1}`, nowMs, 'gap-lost');
  return { ...row, kind: 'lost', place: { ...place, ctr: place.ctr - 1 }, fact: { lost: true, before: place, prev } };
}

function keyOf(epoch: string, ctr: number): string {
  return `${epoch} ${ctr}`;
}
