import { z } from 'zod';
import { GenerationId } from '#shared/kernel/ids';
import type { Ledger } from './databases';
import type { KeptStore } from './kept-store';

/**
 * How far the ledger follows the journal: record `after`, whose last fact is at `hlc`. `count` facts of the ledger are
 * not later than that, which tells a ledger that lost some of them but kept this mark.
 */
const RefillMark = z.object({
  journal: z.string(),
  after: z.int().nonnegative(),
  hlc: z.int().nonnegative(),
  count: z.int().nonnegative(),
});
export type RefillMark = z.output<typeof RefillMark>;

/**
 * How this till stands with its hub. `sentHlc`: every fact up to it has its final answer. `sentCtr`: the last such
 * counter of each epoch. `settledHlc`: documents certainly include every fact up to it.
 */
const HubMark = z.object({
  generation: GenerationId.nullable(),
  sentHlc: z.int().nonnegative(),
  sentCtr: z.record(z.string(), z.int().nonnegative()),
  settledHlc: z.int().nonnegative(),
  offsetMs: z.number().nullable(),
  heardAtMs: z.number().nullable(),
});
export type HubMark = z.output<typeof HubMark>;

/** A fact the hub put in quarantine, with the hub's reason. */
const ParkedMark = z.object({ fact: z.string(), code: z.string(), atMs: z.number() });
export type ParkedMark = z.output<typeof ParkedMark>;

/**
 * When a feed was first whole in this life of the hub's log. `count` tells a collection that was lost while RxDB's
 * checkpoint, which lies in another store, was not.
 */
const FeedMark = z.object({ generation: GenerationId, heardAtMs: z.number(), count: z.int().nonnegative() });
export type FeedMark = z.output<typeof FeedMark>;

export const noHubMark: HubMark = {
  generation: null,
  sentHlc: 0,
  sentCtr: {},
  settledHlc: 0,
  offsetMs: null,
  heardAtMs: null,
};

/** What the till must remember of itself between starts. All of it can be lost: it is then found out again. */
export type Marks = {
  readonly readRefill: () => Promise<RefillMark | null>;
  readonly writeRefill: (mark: RefillMark) => Promise<void>;
  readonly readHub: () => Promise<HubMark>;
  readonly writeHub: (mark: HubMark) => Promise<void>;
  readonly readFeed: (feed: string) => Promise<FeedMark | null>;
  readonly writeFeed: (feed: string, mark: FeedMark) => Promise<void>;
  readonly readParked: () => Promise<readonly ParkedMark[]>;
  readonly writeParked: (marks: readonly ParkedMark[]) => Promise<void>;
};

const PARKED = 'parked:';

/** Marks in the ledger. */
export function createMarks(ledger: KeptStore<Ledger>): Marks {
  async function read<Schema extends z.ZodType>(id: string, schema: Schema): Promise<z.output<Schema> | null> {
    const row = await ledger.run(({ marks }) => marks.findOne(id).exec());
    if (row === null) return null;
    const mark = schema.safeParse(JSON.parse(row.text));
    return mark.success ? mark.data : null;
  }
  const write = (id: string, mark: unknown) =>
    ledger.run(async ({ marks }) => {
      await marks.incrementalUpsert({ id, text: JSON.stringify(mark) });
    });
  return {
    readRefill: () => read('refill', RefillMark),
    writeRefill: (mark) => write('refill', mark),
    readHub: async () => (await read('hub', HubMark)) ?? noHubMark,
    writeHub: (mark) => write('hub', mark),
    readFeed: (feed) => read(`feed:${feed}`, FeedMark),
    writeFeed: (feed, mark) => write(`feed:${feed}`, mark),
    readParked: async () => {
      const rows = await ledger.run(({ marks }) => marks.find().exec());
      const parked = rows
        .filter(({ id }) => id.startsWith(PARKED))
        .map(({ text }) => ParkedMark.safeParse(JSON.parse(text)));
      return parked.flatMap((mark) => (mark.success ? [mark.data] : []));
    },
    writeParked: async (marks) => {
      for (const mark of marks) await write(`${PARKED}${mark.fact}`, mark);
    },
  };
}
