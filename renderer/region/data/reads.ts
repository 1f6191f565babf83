import type { RouteInput, RouteName, RouteOutput } from '#shared/contract/http';
import type { WireRefusal } from '#shared/contract/refusal';
import type { HubAnswer, HubClient } from '../../hub-client/hub-client';

/** What a page reads from the hub. Both null: not there yet. What was there stays while it is asked for again. */
export type Read<Value> = { readonly value: Value | null; readonly refusal: WireRefusal | null };

/** Answers that pages look at, asked once for all who look, and again whenever the hub says that something moved. */
export type Reads = {
  readonly watch: <Name extends RouteName>(name: Name, input: RouteInput<Name>, onChange: () => void) => () => void;
  readonly look: <Name extends RouteName>(name: Name, input: RouteInput<Name>) => Read<RouteOutput<Name>>;
  /** Asks again for everything that is looked at just now; soon after one another counts as once. */
  readonly refresh: () => void;
  /** An answer that came another way: what a command gave back. */
  readonly put: <Name extends RouteName>(name: Name, input: RouteInput<Name>, value: RouteOutput<Name>) => void;
  readonly forget: () => void;
};

type Entry = {
  readonly ask: () => Promise<HubAnswer<unknown>>;
  read: Read<unknown>;
  readonly watchers: Set<() => void>;
  isAsking: boolean;
  isStale: boolean;
  /** Raised when the answer was put or forgotten: an older one still on its way is dropped. */
  turn: number;
};

const nothing: Read<never> = { value: null, refusal: null };
/** Two refreshes are at least this far apart, and further where answers are slow: a screen takes a quarter of a hub at most. */
const REFRESH_MS = 400;
const REFRESH_MOST_MS = 5000;
const PART_OF_TIME = 4;
/** Answers nobody looks at are kept for going back, this many. */
const KEPT = 40;

export function openReads(hub: HubClient, onRefused: (refusal: WireRefusal) => void): Reads {
  const entries = new Map<string, Entry>();
  let lastMs = 0;
  let slowestMs = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function entryOf<Name extends RouteName>(name: Name, input: RouteInput<Name>): Entry {
    const key = keyOf(name, input);
    const known = entries.get(key);
    if (known) return known;
    const entry: Entry = {
      ask: () => hub.call(name, input),
      read: nothing,
      watchers: new Set(),
      isAsking: false,
      isStale: false,
      turn: 0,
    };
    entries.set(key, entry);
    for (const [old, { watchers }] of entries) {
      if (entries.size <= KEPT) break;
      if (watchers.size === 0 && old !== key) entries.delete(old);
    }
    return entry;
  }

  function show(entry: Entry, read: Read<unknown>): void {
    entry.read = read;
    for (const tell of entry.watchers) tell();
  }

  async function ask(entry: Entry): Promise<void> {
    if (entry.isAsking) {
      entry.isStale = true;
      return;
    }
    entry.isAsking = true;
    entry.isStale = false;
    const { turn } = entry;
    const beganMs = performance.now();
    const answer = await entry.ask();
    slowestMs = Math.max(slowestMs, performance.now() - beganMs);
    entry.isAsking = false;
    if (turn === entry.turn) take(entry, answer);
    if (entry.isStale && entry.watchers.size > 0) void ask(entry);
  }

  function take(entry: Entry, answer: HubAnswer<unknown>): void {
    if (answer.ok) {
      show(entry, { value: answer.value, refusal: null });
      return;
    }
    // Out of reach for a moment: what is on screen stays, and the frame says that it is not live.
    const isPassing = answer.refusal.code === 'hub-unreachable' && entry.read.value !== null;
    show(entry, isPassing ? entry.read : { value: null, refusal: answer.refusal });
    onRefused(answer.refusal);
  }

  function refreshNow(): void {
    lastMs = performance.now();
    slowestMs = 0;
    timer = null;
    for (const entry of entries.values()) if (entry.watchers.size > 0) void ask(entry);
  }

  return {
    watch: (name, input, onChange) => {
      const entry = entryOf(name, input);
      entry.watchers.add(onChange);
      void ask(entry);
      return () => entry.watchers.delete(onChange);
    },
    look: (name, input) => (entries.get(keyOf(name, input))?.read ?? nothing) as Read<RouteOutput<typeof name>>,
    refresh: () => {
      if (timer !== null) return;
      const gapMs = Math.min(REFRESH_MOST_MS, Math.max(REFRESH_MS, slowestMs * PART_OF_TIME));
      timer = setTimeout(refreshNow, Math.max(0, lastMs + gapMs - performance.now()));
    },
    put: (name, input, value) => {
      const entry = entryOf(name, input);
      entry.turn += 1;
      show(entry, { value, refusal: null });
    },
    forget: () => {
      for (const entry of entries.values()) {
        entry.turn += 1;
        entry.read = nothing;
        for (const tell of entry.watchers) tell();
      }
    },
  };
}

function keyOf(name: string, input: unknown): string {
  return `${name} ${JSON.stringify(input)}`;
}
