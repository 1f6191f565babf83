import { NO_HASH } from '#shared/facts/envelope';
import { compareText } from '#shared/kernel/sorted-record';
import type { InstantMs } from '#shared/kernel/time';
import type { LogPlace, NewLogRow } from '../log/log-row';
import { type Judged, parkedRow } from './judge';

/** A judged fact with a place, and since when it waits for it. */
export type Pending = Judged & { readonly row: NewLogRow & { readonly place: LogPlace }; readonly isEarly: boolean };

/** What the log already knows of a device's chain, as far as the facts at hand need it. */
export type ChainKnown = {
  readonly isPlaced: (epoch: string, ctr: number) => boolean;
  /** Hashes of the facts in a place; null among them where one can't be known (a stub, a loss). */
  readonly hashesAt: (epoch: string, ctr: number) => readonly (string | null)[];
  /** Where a hash stands in the log. */
  readonly placeOf: (hash: string) => { readonly epoch: string; readonly ctr: number } | null;
  /** The `prev` of the first fact of each epoch heard of lately. */
  readonly starts: ReadonlyMap<string, string>;
};

export type Placement = {
  /** To append now, in this order. */
  readonly ready: readonly NewLogRow[];
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
  const ready: NewLogRow[] = [];
  const begun: Placement['begun'][number][] = [];
  const forks = new Set<string>();
  let waiting = [...given];

  const take = (item: Pending, isLoss = false) => {
    const { epoch, ctr } = item.row.place;
    if (ctr === 1 && item.prev !== null && !chain.starts.has(epoch)) {
      begun.push({ epoch, prev: item.prev, after: chain.placeOf(item.prev)?.epoch ?? null });
    }
    if (item.row.quarantine === null && chain.forksAt(item)) forks.add(epoch);
    const isBroken = !isLoss && item.row.quarantine === null && chain.breaksAt(item);
    ready.push(isBroken ? { ...item.row, quarantine: 'chain-broken' } : item.row);
    chain.add(item);
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
    const { place } = overdue.row;
    const loss = lossBefore(place, overdue.prev, nowMs);
    if (place.ctr > 1) take({ ...overdue, row: loss, prev: null }, true);
    else {
      ready.push(loss);
      take(overdue, true);
      waiting = waiting.filter((item) => item !== overdue);
    }
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

  add({ row, prev }: Pending): void {
    const key = keyOf(row.place.epoch, row.place.ctr);
    this.hashes.set(key, [...(this.hashes.get(key) ?? []), row.hash]);
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

  /** It names as the fact before it one that does not stand there. */
  breaksAt({ row: { place }, prev }: Pending): boolean {
    if (place.ctr === 1 || this.isPlaced(place.epoch, place.ctr)) return false;
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
