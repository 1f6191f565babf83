import type { AppendAnswer, FactDraft, HostApi, JournalHead } from '#shared/contract/host';
import type { Happening } from '#shared/facts/happening';
import { Fact } from '#shared/facts/registry';
import { ok, type Result, refuse } from '#shared/kernel/result';
import { HostRefused } from './host-refused';
import { createCell, type View } from './view';

/** Something that is to become facts. Ids of its facts stay the same however often it has to be asked. */
export type CommitAsk = {
  /** Decides against the journal as it stands: the receipt number and the place in the chain depend on it. */
  readonly decide: (head: JournalHead) => Result<readonly Happening[], string>;
  /** Gives the happenings their place; called again with the same ids if the journal moved meanwhile. */
  readonly draft: (head: JournalHead, happenings: readonly Happening[]) => readonly FactDraft[];
  /** The same was asked before and nobody answered: a page that is turned away now still does not know. */
  readonly wasUnanswered?: boolean;
  /** A try went unanswered, or the clerk was told to wait no longer: until something is certain, it may have been taken. */
  readonly onUnanswered?: () => void;
  /** Called once when nothing more is asked: before {@link Commits.commit} answers, or later if that stopped waiting. */
  readonly settle: (outcome: Result<readonly Fact[], string>) => void;
};

export type Commits = {
  readonly head: View<JournalHead>;
  /** One at a time, in the order asked. An answer `ok` means: it is in the journal and stands, whatever fails after it. */
  readonly commit: (ask: CommitAsk) => Promise<Result<readonly Fact[], string>>;
  /** Lets the host move the head without a fact of ours (another series, a raised clock), in turn with the commits. */
  readonly change: (ask: () => Promise<JournalHead>) => Promise<void>;
  /** The journal was said to stand here: takes over what another window appended. */
  readonly hear: (said: JournalHead) => void;
};

export type CommitParts = {
  readonly host: HostApi;
  readonly head: JournalHead;
  /** Ledger and memory take the facts over; a failure there is theirs, the facts stand. */
  readonly onCommitted: (facts: readonly Fact[]) => void;
  /**
   * Another window of this till has appended since `known`. Takes its facts over before anything is decided again: what
   * is said of a fact, that all before it were sent for one, would else not be true of theirs.
   */
  readonly onOvertaken: (known: JournalHead) => Promise<void>;
  /** Something broke on the way. What the journal has of it is taken over; the clerk is told and nothing stays in between. */
  readonly onBroken: (failure: unknown) => void;
  /** How long a clerk waits for a lost answer before being told that the host can't be reached. */
  readonly patienceMs?: number;
};

type Appended = Extract<AppendAnswer, { readonly status: 'appended' }>;

/** The host turned the request away without looking at it. */
type Declined = { readonly status: 'declined'; readonly code: string };

/** Refusals of this try, which did nothing; asking again would not help. What became of a try before, they don't say. */
const DECLINED = new Set(['page-not-launched', 'request-invalid', 'forbidden', 'not-found', 'body-too-large']);
/** What the journal answers after it has looked for the fact and not found it: nothing of it stands. */
const NOT_THERE = new Set(['head-moved', 'disk-full', 'disk-failed', 'fact-too-large', 'not-enrolled']);
const RETRY_MS = [50, 150, 400, 1000] as const;
const PATIENCE_MS = 20_000;
/** Another window of this till may append as well; a clerk whom it overtakes this often presses once more. */
const REDRAFTS = 5;

/** Whether a refusal says for certain that the journal holds nothing of what was asked, now or before. */
export function isCertainlyNot(code: string): boolean {
  return NOT_THERE.has(code);
}

/** The one door through which this till's facts come to be: compare-and-append to the host's journal. */
export function createCommits(parts: CommitParts): Commits {
  const { host, head: first, onCommitted, onOvertaken, onBroken, patienceMs = PATIENCE_MS } = parts;
  const head = createCell(first);
  let last: Promise<unknown> = Promise.resolve();

  /** Asks until there is an answer. A lost answer may have been a yes, so the same drafts are asked again, never others. */
  async function append(drafts: readonly FactDraft[], onUnanswered: () => void): Promise<AppendAnswer | Declined> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await host.request('journal.append', { drafts: drafts.map(({ fact, secret }) => ({ fact, secret })) });
      } catch (failure) {
        if (failure instanceof HostRefused && DECLINED.has(failure.code))
          return { status: 'declined', code: failure.code };
        onUnanswered();
        await pause(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 1000);
      }
    }
  }

  /** Takes the head over. Facts of another window that lie between are taken over before it. */
  async function follow(known: JournalHead, next: JournalHead, ownRecords: number): Promise<void> {
    if (next.records > known.records + ownRecords) await onOvertaken(known);
    head.set(next);
  }

  /** The facts stand: nothing that fails here may take that back. */
  async function takeOver(known: JournalHead, { facts: stored, head: next }: Appended): Promise<readonly Fact[]> {
    const facts = stored.map((fact) => Fact.parse(fact));
    const isNew = facts[0]?.device?.epoch === known.epoch && facts[0].prev === known.hash;
    try {
      await follow(known, next, isNew ? 1 : 0);
      onCommitted(facts);
    } catch (failure) {
      head.set(next);
      onBroken(failure);
    }
    return facts;
  }

  async function decideAndAppend(ask: CommitAsk): Promise<Result<readonly Fact[], string>> {
    let mayStand = ask.wasUnanswered ?? false;
    const onUnanswered = () => {
      mayStand = true;
      ask.onUnanswered?.();
    };
    try {
      for (let round = 0; round < REDRAFTS; round += 1) {
        const known = head.get();
        const decided = ask.decide(known);
        if (!decided.ok) return decided;
        if (decided.value.length === 0) return ok([]);
        const answer = await append(ask.draft(known, decided.value), onUnanswered);
        if (answer.status === 'declined') return refuse(mayStand ? 'outcome-unknown' : answer.code);
        mayStand = answer.status === 'appended';
        if (answer.status === 'appended') return ok(await takeOver(known, answer));
        await follow(known, answer.head, 0);
        if (answer.code !== 'head-moved') return refuse(answer.code);
      }
      return refuse('head-moved');
    } catch (failure) {
      onBroken(failure);
      if (mayStand) onUnanswered();
      return refuse(mayStand ? 'outcome-unknown' : 'internal');
    }
  }

  async function settled(ask: CommitAsk): Promise<Result<readonly Fact[], string>> {
    const outcome = await decideAndAppend(ask);
    try {
      ask.settle(outcome);
    } catch (failure) {
      onBroken(failure);
    }
    return outcome;
  }

  return {
    head,
    change: (request) => {
      const changed = last.then(async () => follow(head.get(), await request(), 0));
      last = changed.catch(() => undefined);
      return changed;
    },
    hear: (said) => {
      const heard = last.then(() => (said.records > head.get().records ? follow(head.get(), said, 0) : undefined));
      last = heard.catch(onBroken);
    },
    commit: (ask) => {
      const outcome = last.then(() => settled(ask));
      last = outcome;
      return withPatience(outcome, patienceMs, ask.onUnanswered);
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The ask itself goes on; only the waiting ends. */
function withPatience<Value>(
  settled: Promise<Result<Value, string>>,
  ms: number,
  onUnanswered: () => void = () => {},
): Promise<Result<Value, string>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const outOfPatience = new Promise<Result<Value, string>>((resolve) => {
    timer = setTimeout(() => {
      onUnanswered();
      resolve(refuse('outcome-unknown'));
    }, ms);
  });
  return Promise.race([settled, outOfPatience]).finally(() => clearTimeout(timer));
}
