import type { RxCollection } from 'rxdb/plugins/core';
import { type CollectionName, collectionNames } from '#shared/documents/documents';
import type { GenerationId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { isClosedStore, type Reference, readTable } from '../databases';
import type { KeptStore } from '../kept-store';
import type { FeedMark, Marks } from '../marks';
import type { DocumentRow } from '../rows';
import { createCell, type View } from '../view';
import { type Feed, startFeed } from './feed';
import type { HubLink } from './hub-link';
import type { PaymentGate } from './payment-gate';

/** When each feed last had nothing newer to tell; null: not yet in this life of the hub's log. */
export type FeedTimes = Readonly<Record<CollectionName, InstantMs | null>>;

export type Feeds = {
  readonly heardAtMs: View<FeedTimes>;
  /** Something is newer at the hub: in this feed, or nobody knows where. */
  readonly resync: (feed?: string) => void;
  readonly close: () => Promise<void>;
};

export type FeedsParts = {
  readonly reference: KeptStore<Reference>;
  readonly link: HubLink;
  readonly gate: PaymentGate;
  readonly isInUse: () => boolean;
  readonly marks: Marks;
  readonly now: () => InstantMs;
  readonly onDocuments: (name: CollectionName, documents: readonly unknown[]) => void;
  readonly onHeard: () => void;
};

const NEEDED_TO_SELL: readonly CollectionName[] = ['settings', 'staff', 'styles', 'prices'];
const RESTART_AFTER_MS = 5_000;
/** A feed whose store was taken away may never stop; it can't write either. */
const STOP_MS = 2_000;
/** Pokes may be lost; this often the till asks anyway. */
const BEAT_MS = 60_000;

/** All feeds of a till: begins them once the hub's generation is known, and again whenever the ground under them changed. */
export async function startFeeds(parts: FeedsParts): Promise<Feeds> {
  const { reference, link, gate, isInUse, marks, now, onDocuments, onHeard } = parts;
  const known = await readMarks(marks);
  /** Collections whose rows went while RxDB's checkpoint, which lies in another store, did not: pulled from the start. */
  const lost = new Set<CollectionName>();
  await noteLost();
  const heardAtMs = createCell<FeedTimes>(timesOf(known, link.state.get().generation ?? lastLife(known)));
  const running = new Map<CollectionName, Feed>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  /** Collections with rows from before, perhaps of another life. */
  const mayHoldOthers = new Set<CollectionName>();
  let life: GenerationId | null = null;
  let isClosed = false;
  let changing: Promise<void> = Promise.resolve();

  /** What was heard before no longer counts where the rows are gone. */
  async function noteLost(): Promise<void> {
    for (const [name, { count }] of known) {
      const isEmpty = ({ collections }: Reference) =>
        collections[name]
          .count()
          .exec()
          .then((held) => held === 0);
      if (count === 0 || !(await reference.run(isEmpty).catch(() => false))) continue;
      known.delete(name);
      lost.add(name);
    }
  }

  function inTurn(change: () => Promise<void>): Promise<void> {
    changing = changing.then(change).catch(() => later(() => inTurn(startAll)));
    return changing;
  }

  function later(act: () => void): void {
    if (isClosed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, RESTART_AFTER_MS);
    timers.add(timer);
  }

  /** On a first install what selling needs comes first and alone. */
  async function startAll(): Promise<void> {
    for (const name of NEEDED_TO_SELL) await startOne(name);
    if (NEEDED_TO_SELL.every((name) => known.get(name)?.generation === life)) {
      for (const name of collectionNames) await startOne(name);
    }
  }

  async function startOne(name: CollectionName): Promise<void> {
    if (isClosed || life === null || running.has(name)) return;
    const collection = reference.current().collections[name];
    const held = await collection.count().exec();
    if (known.get(name)?.generation !== life && held > 0) mayHoldOthers.add(name);
    if (lost.delete(name)) await feedOf(name, collection, life).stop(true);
    running.set(name, feedOf(name, collection, life));
  }

  function feedOf(name: CollectionName, collection: RxCollection<DocumentRow>, generation: GenerationId): Feed {
    return startFeed({
      name,
      collection,
      generation,
      isInUse,
      link,
      gate,
      onDocuments,
      onHeard: () => void hear(name, generation),
      onNewLife: begin,
      onBroken: (_, failure) => void mend(name, failure),
    });
  }

  async function stopAll(forget: boolean): Promise<void> {
    const feeds = [...running.values()];
    running.clear();
    const stopping = Promise.all(feeds.map((feed) => feed.stop(forget).catch(() => undefined)));
    await Promise.race([stopping, new Promise((resolve) => setTimeout(resolve, STOP_MS))]);
  }

  async function hear(name: CollectionName, generation: GenerationId): Promise<void> {
    if (generation !== life) return;
    const isFirst = known.get(name)?.generation !== generation;
    if (isFirst) {
      await remember(name, generation).catch(() => undefined);
      void inTurn(startAll);
    }
    heardAtMs.update((before) => ({ ...before, [name]: now() }));
    onHeard();
  }

  async function remember(name: CollectionName, generation: GenerationId): Promise<void> {
    if (mayHoldOthers.delete(name)) await removeOtherLives(reference.current(), name, generation);
    const count = await reference.current().collections[name].count().exec();
    const mark: FeedMark = { generation, heardAtMs: now(), count };
    known.set(name, mark);
    await marks.writeFeed(name, mark);
  }

  /** RxDB stops for good after some errors: a new replication goes on from the stored checkpoint. */
  async function mend(name: CollectionName, failure: unknown): Promise<void> {
    if (isClosedStore(failure)) return reference.reopen().catch(() => later(() => void mend(name, failure)));
    const feed = running.get(name);
    running.delete(name);
    await feed?.stop(false).catch(() => undefined);
    later(() => void inTurn(() => startOne(name)));
  }

  function begin(generation: GenerationId): void {
    if (isClosed || generation === life) return;
    const isAnother = life !== null;
    life = generation;
    heardAtMs.set(timesOf(known, generation));
    void inTurn(async () => {
      await stopAll(isAnother);
      await startAll();
    });
  }

  /** The store was opened anew, perhaps empty. */
  async function restart(): Promise<void> {
    await stopAll(false);
    await noteLost();
    heardAtMs.update((before) => ({ ...before, ...Object.fromEntries([...lost].map((name) => [name, null])) }));
    await startAll();
  }

  const stopLife = reference.life.subscribe(() => void inTurn(restart));
  const stopLink = link.state.subscribe(() => {
    const { generation, isOnline } = link.state.get();
    if (isOnline === true && generation !== null) begin(generation);
  });
  const beat = setInterval(() => resync(), BEAT_MS);
  const { generation, isOnline } = link.state.get();
  if (isOnline === true && generation !== null) begin(generation);

  function resync(feed?: string): void {
    const one = collectionNames.find((name) => name === feed);
    for (const [name, running_] of running) {
      if (one === undefined || one === name) running_.resync();
    }
  }

  return {
    heardAtMs,
    resync,
    close: async () => {
      isClosed = true;
      clearInterval(beat);
      for (const timer of timers) clearTimeout(timer);
      stopLife();
      stopLink();
      await changing;
      await stopAll(false);
    },
  };
}

async function readMarks(marks: Marks): Promise<Map<CollectionName, FeedMark>> {
  const read = await Promise.all(collectionNames.map(async (name) => [name, await marks.readFeed(name)] as const));
  return new Map(read.flatMap(([name, mark]) => (mark === null ? [] : [[name, mark] as const])));
}

/** The life that the feeds here came in, before the hub has said which it lives now. */
function lastLife(known: ReadonlyMap<CollectionName, FeedMark>): GenerationId | null {
  return known.get('settings')?.generation ?? null;
}

function timesOf(known: ReadonlyMap<CollectionName, FeedMark>, generation: GenerationId | null): FeedTimes {
  const time = (name: CollectionName) => {
    const mark = known.get(name);
    return mark !== undefined && mark.generation === generation ? mark.heardAtMs : null;
  };
  return Object.fromEntries(collectionNames.map((name) => [name, time(name)])) as FeedTimes;
}

/** After a feed was pulled from the start: what only another life of the hub knew goes. */
async function removeOtherLives(store: Reference, name: CollectionName, generation: GenerationId): Promise<void> {
  const collection = store.collections[name];
  const rows = await readTable(collection);
  const gone = rows.filter(({ life }) => life !== generation).map(({ id }) => id);
  if (gone.length > 0) await collection.bulkRemove(gone);
}
