import type { HostApi } from '#shared/contract/host';
import type { RouteInput, RouteName, RouteOutput } from '#shared/contract/http';
import type { Poke } from '#shared/contract/sync';
import type { GenerationId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { createHubClient, type HubAnswer } from '../../hub-client/hub-client';
import { createCell, type View } from '../view';

/** How the till stands with its hub. `isOnline` is null until the first answer or failure. */
export type LinkState = {
  readonly isOnline: boolean | null;
  readonly offlineSinceMs: InstantMs | null;
  readonly heardAtMs: InstantMs | null;
  /** Hub clock minus this machine's, measured on the fastest recent answer. */
  readonly offsetMs: number | null;
  readonly generation: GenerationId | null;
  /** The hub's last refusal that was not about a fact; gone with the next good answer. */
  readonly lastRefusal: string | null;
};

export type HubLink = {
  readonly state: View<LinkState>;
  /** One request. While offline it answers `hub-unreachable` at once: a single probe finds out when the hub is back. */
  readonly call: <Name extends RouteName>(name: Name, input: RouteInput<Name>) => Promise<HubAnswer<RouteOutput<Name>>>;
  /** Resolves when the hub can be reached, rejects when `signal` is aborted. */
  readonly whenOnline: (signal: AbortSignal) => Promise<void>;
  readonly retryNow: () => void;
  readonly close: () => void;
};

export type HubLinkParts = {
  readonly host: HostApi;
  readonly hubUrl: string;
  readonly now: () => InstantMs;
  readonly remembered: Pick<LinkState, 'heardAtMs' | 'offsetMs' | 'generation'>;
  readonly onPoke: (poke: Poke) => void;
  /** Pokes arrive from now on; what was poked before may have been missed. */
  readonly onFollowing: () => void;
};

/** Wait before the next probe, by number of failed ones. */
const PROBE_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
const TOKEN_MARGIN_MS = 60_000;
/** A slower answer says little about the distance of two clocks. */
const OFFSET_TRIP_MS = 2_000;

/** Reaches the hub: keeps the token, knows whether the network is there, measures the distance of the clocks. */
export function createHubLink({ host, hubUrl, now, remembered, onPoke, onFollowing }: HubLinkParts): HubLink {
  const state = createCell<LinkState>({ isOnline: null, offlineSinceMs: null, lastRefusal: null, ...remembered });
  const closing = new AbortController();
  let token: { readonly token: string; readonly expiresAtMs: InstantMs } | null = null;
  let probing: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let isFollowing = false;

  const client = createHubClient({
    baseUrl: hubUrl,
    token: async (isStale) => {
      if (isStale || token === null || token.expiresAtMs - TOKEN_MARGIN_MS < now()) {
        token = await host.request('hub.token', undefined).catch(() => null);
      }
      return token?.token ?? null;
    },
  });

  function change(part: Partial<LinkState>): void {
    const isBack = part.isOnline === true && state.get().isOnline === false;
    state.update((before) => ({ ...before, ...part }));
    if (isBack) followNow();
  }

  function follow(): () => void {
    return client.follow({
      onPoke,
      onOpen: () => {
        isFollowing = true;
        onFollowing();
      },
      onLost: () => {
        isFollowing = false;
        if (state.get().isOnline) void ask('read-health', {});
      },
    });
  }

  /** The stream's own next try may be half a minute away, and until then every poke is missed. */
  function followNow(): void {
    if (isFollowing || closing.signal.aborted) return;
    stopFollowing();
    stopFollowing = follow();
  }

  function noteAnswer(sentAtMs: InstantMs, value: unknown): void {
    const receivedAtMs = now();
    const part: Partial<LinkState> = {
      isOnline: true,
      offlineSinceMs: null,
      heardAtMs: receivedAtMs,
      lastRefusal: null,
    };
    const said = stampOf(value);
    const isQuick = receivedAtMs - sentAtMs < OFFSET_TRIP_MS;
    failures = 0;
    change({
      ...part,
      ...(said === null ? {} : { generation: said.generation }),
      ...(said === null || !isQuick ? {} : { offsetMs: Math.round(said.hubTimeMs - (sentAtMs + receivedAtMs) / 2) }),
    });
  }

  function goOffline(): void {
    if (closing.signal.aborted) return;
    const { isOnline, offlineSinceMs } = state.get();
    if (isOnline !== false) change({ isOnline: false, offlineSinceMs: offlineSinceMs ?? now() });
    probing ??= setTimeout(probe, PROBE_MS[Math.min(failures, PROBE_MS.length - 1)]);
  }

  async function probe(): Promise<void> {
    probing = null;
    failures += 1;
    await ask('read-health', {});
  }

  async function ask<Name extends RouteName>(
    name: Name,
    input: RouteInput<Name>,
  ): Promise<HubAnswer<RouteOutput<Name>>> {
    const sentAtMs = now();
    const answer = await client.call(name, input);
    if (answer.ok) noteAnswer(sentAtMs, answer.value);
    else if (answer.status === null) goOffline();
    else change({ isOnline: true, offlineSinceMs: null, lastRefusal: answer.refusal.code });
    return answer;
  }

  const retryNow = () => {
    if (probing !== null) clearTimeout(probing);
    failures = 0;
    void probe();
    followNow();
  };
  window.addEventListener('online', retryNow, { signal: closing.signal });
  let stopFollowing = follow();
  void probe();

  return {
    state,
    call: async (name, input) => (state.get().isOnline === false ? unreachable : ask(name, input)),
    whenOnline: (signal) => whenTrue(state, ({ isOnline }) => isOnline === true, signal),
    retryNow,
    close: () => {
      closing.abort();
      stopFollowing();
      if (probing !== null) clearTimeout(probing);
    },
  };
}

const unreachable = {
  ok: false,
  status: null,
  refusal: { code: 'hub-unreachable', params: {}, requestId: '' },
} as const;

type Stamp = { readonly hubTimeMs: number; readonly generation: GenerationId };

/** Pushes, pulls and health carry the hub's clock and the life of its log. */
function stampOf(value: unknown): Stamp | null {
  return typeof value === 'object' && value !== null && 'hubTimeMs' in value && 'generation' in value
    ? (value as Stamp)
    : null;
}

/** Resolves once the view holds what is asked for. */
export function whenTrue<Value>(
  view: View<Value>,
  holds: (value: Value) => boolean,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    if (holds(view.get())) return resolve();
    const stop = view.subscribe(() => {
      if (!holds(view.get())) return;
      stop();
      resolve();
    });
    signal.addEventListener('abort', () => {
      stop();
      reject(signal.reason);
    });
  });
}
