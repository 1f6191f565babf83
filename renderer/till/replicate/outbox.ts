import { isLaterSeries } from '#shared/checkout/receipt-series';
import type { HostApi, JournalHead } from '#shared/contract/host';
import { type ParkedStub, PUSH_MAX, type PushResponse } from '#shared/contract/sync';
import type { Fact } from '#shared/facts/registry';
import type { InstantMs } from '#shared/kernel/time';
import type { Commits } from '../commit';
import type { HubMark, Marks, ParkedMark } from '../marks';
import type { OwnFacts } from '../own-facts';
import { readJournal } from '../refill';
import { createCell, type View } from '../view';
import type { HubLink } from './hub-link';
import { type LostPlace, lostPlaces } from './lost-facts';

export type Outbox = {
  readonly mark: View<HubMark>;
  readonly parked: View<readonly ParkedMark[]>;
  /** Something may be waiting. */
  readonly nudge: () => void;
  /** Documents certainly include every own fact up to `hlc`. */
  readonly settle: (hlc: number) => void;
  /** Facts came back into memory that this till may never have sent: those go up, and what follows them again. */
  readonly sendMissed: () => void;
  /** Keeps when the hub was last heard and how far its clock is, for a start without it. */
  readonly rememberHub: () => void;
  /** The hub began another life: asks what it still holds, even where nothing waits. */
  readonly recheck: () => Promise<void>;
  readonly close: () => void;
};

export type OutboxParts = {
  readonly host: HostApi;
  readonly link: HubLink;
  readonly own: OwnFacts;
  readonly marks: Marks;
  readonly commits: Commits;
  readonly now: () => InstantMs;
  readonly remembered: { readonly mark: HubMark; readonly parked: readonly ParkedMark[] };
  /** Brings facts later than `hlc` back into memory: a restored hub lost them. */
  readonly recall: (hlc: number) => Promise<void>;
  readonly onSeries: (head: JournalHead) => void;
};

/** A push stays below this, well under what the hub takes. */
const PUSH_MAX_CHARS = 700_000;
const AFTER_REFUSAL_MS = 5_000;
const REMEMBER_EVERY_MS = 60_000;

/**
 * Sends this till's facts in the order of the journal, one request at a time: RxDB's own push would send batches in
 * parallel, keep a second copy of every sale, and could not send again what a restored hub has lost. How far it came is
 * one mark, a clock reading; what the hub answers about a fact, accepted or quarantined, is final.
 */
export function createOutbox(parts: OutboxParts): Outbox {
  const { host, link, own, marks, commits, now, remembered, recall, onSeries } = parts;
  const mark = createCell(remembered.mark);
  const parked = createCell(remembered.parked);
  const closing = new AbortController();
  let isDraining = false;
  let isNudged = false;
  let batchMax = PUSH_MAX;
  const unsendable = new Map<string, string>();
  /** Places (`epoch:ctr`) already sent again: what the hub still lacks after that is not asked a third time. */
  const sentAgain = new Set<string>();
  let gone: readonly ParkedStub[] = [];

  async function setMark(next: HubMark): Promise<void> {
    mark.set(next);
    await marks.writeHub(next).catch(() => undefined);
  }

  async function park(quarantined: PushResponse['quarantined']): Promise<void> {
    const known = new Set(parked.get().map(({ fact }) => fact));
    const fresh = quarantined
      .filter(({ id }) => !known.has(id))
      .map(({ id, code }) => ({ fact: id, code, atMs: now() }));
    if (fresh.length === 0) return;
    parked.update((before) => [...before, ...fresh]);
    await marks.writeParked(fresh).catch(() => undefined);
  }

  /** `fromHlc`: where the mark stood when the batch was cut. If it was put back meanwhile, it stays there. */
  async function takeAnswer(batch: readonly Fact[], fromHlc: number, answer: PushResponse): Promise<boolean> {
    const final = new Set([...answer.accepted, ...answer.quarantined.map(({ id }) => id)]);
    const open = batch.findIndex(({ id }) => !final.has(id));
    const settled = open === -1 ? batch : batch.slice(0, open);
    await park(answer.quarantined);
    const before = mark.get();
    const isNewLife = before.generation !== null && before.generation !== answer.generation;
    const { heardAtMs, offsetMs } = link.state.get();
    const after = {
      ...before,
      generation: answer.generation,
      sentHlc: before.sentHlc < fromHlc ? before.sentHlc : (settled.at(-1)?.hlc ?? before.sentHlc),
      sentCtr: countSent(before.sentCtr, settled),
      settledHlc: isNewLife ? 0 : before.settledHlc,
      heardAtMs,
      offsetMs,
    };
    const lost = lostPlaces(after.sentCtr, answer.have, isNewLife).filter((place) => !sentAgain.has(keyOf(place)));
    if (isLaterSeries(answer.series, commits.head.get().series)) await takeSeries(answer.series);
    await setMark(lost.length === 0 ? after : await goBack(after, lost));
    return settled.length > 0;
  }

  /**
   * The hub does not hold something it had: everything from there is sent again, which repeats nothing. Only a place
   * that the journal itself does not have is a loss.
   */
  async function goBack(after: HubMark, lost: readonly LostPlace[]): Promise<HubMark> {
    await recall(0);
    const held = new Set(own.all().flatMap(({ device }) => (device ? keyOf(device) : [])));
    const stubs = await findInJournal(lost.filter((place) => !held.has(keyOf(place))));
    gone = [...gone, ...stubs];
    for (const place of lost) sentAgain.add(keyOf(place));
    const firstLost = new Map<string, number>();
    for (const { epoch, ctr } of lost) firstLost.set(epoch, Math.min(ctr, firstLost.get(epoch) ?? ctr));
    const first = own.all().find(({ device }) => device && device.ctr >= (firstLost.get(device.epoch) ?? Infinity));
    return first === undefined ? after : { ...after, sentHlc: Math.min(after.sentHlc, first.hlc - 1) };
  }

  /** Takes what the journal has of these places back into memory; answers stubs for the others. */
  async function findInJournal(missing: readonly LostPlace[]): Promise<readonly ParkedStub[]> {
    if (missing.length === 0) return [];
    const left = new Map(missing.map((place) => [keyOf(place), goneStub(place)]));
    await readJournal(host, 0, async (facts, unreadable) => {
      const found = facts.filter(({ device }) => device && left.delete(keyOf(device)));
      own.add(found);
      for (const { id, hash, device } of unreadable) {
        const { epoch, ctr } = device;
        if (left.has(keyOf(device)))
          left.set(keyOf(device), { ...goneStub({ epoch, ctr }), id, hash, reason: 'unreadable' });
      }
    });
    return [...left.values()];
  }

  /** NOTE a series begins at 1: one that was used before is never gone back to, whatever a restored hub remembers. */
  async function takeSeries(series: string): Promise<void> {
    await recall(0);
    const wasUsed = own.all().some((fact) => fact.kind === 'SaleCompleted' && fact.body.receipt.series === series);
    if (wasUsed) return;
    await commits.change(() => host.request('journal.use-series', { series }));
    onSeries(commits.head.get());
  }

  /** @returns whether to go on at once */
  async function sendBatch(): Promise<boolean> {
    const { sentHlc } = mark.get();
    const batch = cut(own.after(sentHlc, batchMax));
    if (batch.length === 0) return false;
    const who = [...new Set(batch.flatMap((fact) => fact.who ?? []))];
    const keys = who.length === 0 ? [] : await host.request('people.keys', { who });
    const stubs = gone.slice(0, PUSH_MAX - batch.length);
    const answer = await link.call('push-facts', {
      body: { facts: [...stubs, ...batch.map(formOf)], keys: [...keys] },
    });
    if (answer.ok) {
      batchMax = PUSH_MAX;
      gone = gone.slice(stubs.length);
      return takeAnswer(batch, sentHlc, answer.value);
    }
    if (answer.status === null) return true;
    const isAboutBatch = answer.status === 413 || answer.status === 400;
    if (isAboutBatch && batch.length > 1) {
      batchMax = Math.ceil(batch.length / 2);
      return true;
    }
    if (isAboutBatch && batch[0] !== undefined && !unsendable.has(batch[0].id)) {
      unsendable.set(batch[0].id, answer.refusal.code);
      return true;
    }
    return false;
  }

  /** A fact the hub refuses to even read keeps its place as a stub, so that nothing behind it waits. */
  function formOf(fact: Fact): Fact | ParkedStub {
    const reason = unsendable.get(fact.id);
    if (reason === undefined || fact.device === undefined) return fact;
    const { epoch, ctr } = fact.device;
    return { parked: true, id: fact.id, epoch, ctr, hash: fact.hash ?? null, reason };
  }

  async function drain(): Promise<void> {
    if (isDraining) {
      isNudged = true;
      return;
    }
    isDraining = true;
    try {
      while (!closing.signal.aborted && own.after(mark.get().sentHlc, 1).length > 0) {
        await link.whenOnline(closing.signal);
        const goesOn = await sendBatch();
        if (!goesOn) await wait(AFTER_REFUSAL_MS, closing.signal);
      }
    } finally {
      isDraining = false;
    }
    if (!isNudged || closing.signal.aborted) return;
    isNudged = false;
    return drain();
  }

  const nudge = () => {
    void drain().catch((failure: unknown) => {
      if (!closing.signal.aborted) setTimeout(nudge, AFTER_REFUSAL_MS);
      return failure;
    });
  };
  return {
    mark,
    parked,
    nudge,
    settle: (hlc) => {
      if (hlc > mark.get().settledHlc) void setMark({ ...mark.get(), settledHlc: hlc });
    },
    sendMissed: () => {
      const { sentHlc, sentCtr } = mark.get();
      const missed = own
        .all()
        .find(({ hlc, device }) => hlc <= sentHlc && device && device.ctr > (sentCtr[device.epoch] ?? 0));
      if (missed !== undefined) mark.update((before) => ({ ...before, sentHlc: missed.hlc - 1 }));
      nudge();
    },
    rememberHub: () => {
      const { heardAtMs, offsetMs } = link.state.get();
      if ((heardAtMs ?? 0) - (mark.get().heardAtMs ?? 0) < REMEMBER_EVERY_MS) return;
      void setMark({ ...mark.get(), heardAtMs, offsetMs });
    },
    recheck: async () => {
      if (own.all().length === 0) await recall(0);
      const newest = own.all().at(-1);
      if (newest === undefined || mark.get().generation === null) return;
      mark.update((before) => ({ ...before, sentHlc: Math.min(before.sentHlc, newest.hlc - 1) }));
      nudge();
    },
    close: () => closing.abort(new Error('closed')),
  };
}

function keyOf({ epoch, ctr }: Pick<LostPlace, 'epoch' | 'ctr'>): string {
  return `${epoch}:${ctr}`;
}

/** Closes a gap that nobody can fill any more, as a named loss. */
function goneStub({ epoch, ctr }: LostPlace): ParkedStub {
  return { parked: true, id: `gone:${epoch}:${ctr}`, epoch, ctr, hash: null, reason: 'gone' };
}

function countSent(sentCtr: HubMark['sentCtr'], settled: readonly Fact[]): HubMark['sentCtr'] {
  const next = { ...sentCtr };
  for (const { device } of settled) {
    if (device) next[device.epoch] = Math.max(next[device.epoch] ?? 0, device.ctr);
  }
  return next;
}

/** As many of the facts as fit into one push, at least one. */
function cut(facts: readonly Fact[]): readonly Fact[] {
  let chars = 0;
  const end = facts.findIndex((fact, place) => {
    chars += JSON.stringify(fact).length;
    return place > 0 && chars > PUSH_MAX_CHARS;
  });
  return end === -1 ? facts : facts.slice(0, end);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
