import type { RouteInput } from '#shared/contract/http';
import type { WireRefusal } from '#shared/contract/refusal';
import type { HubClient } from '../../hub-client/hub-client';
import { openReads, type Reads } from './reads';

/** Who looks: nobody knows yet (`cut`: because the hub does not answer), nobody signed in, or a manager. */
export type SessionStatus = 'asking' | 'cut' | 'out' | 'in';

/** Whether changes arrive by themselves. */
export type LiveStatus = 'asking' | 'live' | 'lost';

export type RegionStatus = { readonly session: SessionStatus; readonly live: LiveStatus };

/** The manager's page behind its screens: session, live changes, and what is read. */
export type Region = {
  readonly hub: HubClient;
  readonly reads: Reads;
  readonly status: () => RegionStatus;
  readonly onStatus: (listen: () => void) => () => void;
  /** @returns why not, or null when signed in */
  readonly signIn: (body: RouteInput<'sign-in-manager'>['body']) => Promise<WireRefusal | null>;
  readonly signOut: () => Promise<void>;
};

const BEGIN_AGAIN_MS = 3_000;

export function openRegion(hub: HubClient): Region {
  let status: RegionStatus = { session: 'asking', live: 'asking' };
  let stopFollowing: (() => void) | null = null;
  const listeners = new Set<() => void>();

  function change(next: Partial<RegionStatus>): void {
    if ((Object.keys(next) as (keyof RegionStatus)[]).every((key) => next[key] === status[key])) return;
    status = { ...status, ...next };
    for (const listen of listeners) listen();
  }

  const reads = openReads(hub, ({ code }) => {
    if (code === 'unauthorized') leave();
  });

  function enter(): void {
    change({ session: 'in' });
    stopFollowing ??= hub.follow(
      {
        onPoke: () => reads.refresh(),
        onOpen: () => {
          change({ live: 'live' });
          reads.refresh();
        },
        onLost: () => change({ live: 'lost' }),
      },
      'follow-region',
    );
  }

  /** Nothing of a region stays on a screen whose manager is gone. */
  function leave(): void {
    stopFollowing?.();
    stopFollowing = null;
    change({ session: 'out', live: 'asking' });
    reads.forget();
  }

  async function begin(): Promise<void> {
    const answer = await hub.call('read-overview', {});
    if (answer.ok) {
      reads.put('read-overview', {}, answer.value);
      enter();
    } else if (answer.refusal.code === 'unauthorized') leave();
    else {
      change({ session: 'cut' });
      setTimeout(() => void begin(), BEGIN_AGAIN_MS);
    }
  }
  void begin();

  return {
    hub,
    reads,
    status: () => status,
    onStatus: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    signIn: async (body) => {
      const answer = await hub.call('sign-in-manager', { body });
      if (!answer.ok) return answer.refusal;
      reads.forget();
      enter();
      return null;
    },
    signOut: async () => {
      await hub.call('sign-out-manager', { body: {} });
      leave();
    },
  };
}
