import type { HostApi } from '#shared/contract/host';
import { type CollectionName, collectionNames } from '#shared/documents/documents';
import type { InstantMs } from '#shared/kernel/time';
import type { HubMark, ParkedMark } from './marks';
import type { Notices } from './notices';
import type { PeopleIndex } from './people-index';
import { type Feeds, type FeedTimes, startFeeds } from './replicate/feeds';
import { createHubLink, type HubLink } from './replicate/hub-link';
import { createOutbox } from './replicate/outbox';
import { createPaymentGate } from './replicate/payment-gate';
import type { Stores } from './stores';
import { createCell, createRelay, type View } from './view';

export type { Stores };

export type Sync = {
  readonly link: HubLink;
  readonly mark: View<HubMark>;
  readonly parked: View<readonly ParkedMark[]>;
  readonly heardAtMs: View<FeedTimes>;
  readonly setPaying: (isPaying: boolean) => void;
  readonly retryNow: () => void;
  readonly close: () => Promise<void>;
};

export type SyncParts = {
  readonly host: HostApi;
  readonly hubUrl: string;
  readonly now: () => InstantMs;
  readonly stores: Stores;
  readonly notices: Notices;
  readonly people: PeopleIndex;
  readonly isInUse: () => boolean;
};

/** Feeds that hold this till's own facts: once all were heard later than a fact was sent, documents include it. */
const REFLECTING: readonly CollectionName[] = ['stock', 'customers', 'receipts', 'tasks'];
/** What projectors may lag behind the log at most before a fact is taken for included. */
const LAG_MS = 3_600_000;

const unheard = Object.fromEntries(collectionNames.map((name) => [name, null])) as FeedTimes;

/** Starts talking with the hub, after the first paint: facts up, documents down. */
export function startSync({ host, hubUrl, now, stores, notices, people, isInUse }: SyncParts): Sync {
  const { own, marks, commits, reference, restored, remembered, recall } = stores;
  const gate = createPaymentGate(now);
  const heardAtMs = createRelay<FeedTimes>(unheard);
  let feeds: Feeds | null = null;
  let candidate: { readonly hlc: number; readonly atMs: InstantMs } | null = null;
  let haveKeptKeys = false;
  let isClosed = false;

  const link = createHubLink({
    host,
    hubUrl,
    now,
    remembered: remembered.mark,
    onPoke: ({ feed }) => feeds?.resync(feed),
    onFollowing: () => feeds?.resync(),
  });
  const outbox = createOutbox({
    host,
    link,
    own,
    marks,
    commits,
    now,
    remembered,
    recall,
    onSeries: ({ series }) => notices.say('series-changed', { series }),
  });

  function noteHeard(): void {
    const times = REFLECTING.map((name) => heardAtMs.get()[name] ?? 0);
    if (candidate !== null && Math.min(...times) > candidate.atMs + LAG_MS) {
      outbox.settle(candidate.hlc);
      candidate = null;
    }
    candidate ??= { hlc: outbox.mark.get().sentHlc, atMs: now() };
    outbox.rememberHub();
    keepKeys();
  }

  /** Keys of people this till no longer holds are let go, once it is certain whom it holds. */
  function keepKeys(): void {
    if (haveKeptKeys || !people.isReady.get() || heardAtMs.get().customers === null) return;
    haveKeptKeys = true;
    const ownAnchors = own.all().flatMap(({ who }) => who ?? []);
    const who = [...new Set([...people.anchors(), ...ownAnchors])];
    void host.request('people.keep', { who }).catch(() => {
      haveKeptKeys = false;
    });
  }

  let generation = remembered.mark.generation;
  const stopLink = link.state.subscribe(() => {
    const state = link.state.get();
    if (state.isOnline !== true) return;
    if (state.generation !== null && state.generation !== generation) {
      if (generation !== null) notices.say('hub-restored');
      generation = state.generation;
      void outbox.recheck();
    }
  });
  const wasOnline = createCell(false);
  const stopOnline = link.state.subscribe(() => wasOnline.set(link.state.get().isOnline === true));
  const stopBack = wasOnline.subscribe(() => {
    if (!wasOnline.get()) return;
    feeds?.resync();
    outbox.nudge();
  });
  const stopOwn = own.version.subscribe(outbox.nudge);
  const stopRead = stores.journalRead.subscribe(outbox.sendMissed);
  outbox.sendMissed();

  void startFeeds({
    reference,
    link,
    gate,
    isInUse,
    marks,
    now,
    onDocuments: (_, documents) => restored.look(documents),
    onHeard: noteHeard,
  }).then((started) => {
    feeds = started;
    heardAtMs.attach(started.heardAtMs);
    if (isClosed) void started.close();
  });

  return {
    link,
    mark: outbox.mark,
    parked: outbox.parked,
    heardAtMs,
    setPaying: gate.setPaying,
    retryNow: () => {
      link.retryNow();
      feeds?.resync();
      outbox.nudge();
    },
    close: async () => {
      isClosed = true;
      for (const stop of [stopLink, stopOnline, stopBack, stopOwn, stopRead]) stop();
      outbox.close();
      link.close();
      await feeds?.close();
    },
  };
}
