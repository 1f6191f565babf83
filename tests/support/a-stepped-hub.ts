import { pino } from 'pino';
import type { Database } from '../../hub/db/database';
import { readAfter, streamsOf } from '../../hub/log/read';
import { publishPeople } from '../../hub/projectors/customers';
import { kindOfStream } from '../../hub/projectors/projector';
import { foldBatch, publishBatch, runBatch } from '../../hub/projectors/run-batch';
import { projectors } from '../../hub/projectors/run-projectors';
import { aTenant } from './a-fact';
import { aHub, type TestHub } from './a-hub';
import type { OpenDatabase } from './databases';

/** When a hub's process dies: just before what it was doing is committed, or just after. */
export type Death = 'before' | 'after';

/** A real hub whose projectors stand still and are taken on by hand, each as far as a test likes; it can die and come back. */
export type SteppedHub = {
  readonly hub: () => TestHub;
  /** Takes one projector a few facts further in one stream: folds, publishes what was folded, or both. */
  readonly step: (pick: number) => Promise<void>;
  /** The same, and the process dies at it. */
  readonly stepAndDie: (pick: number, when: Death) => Promise<void>;
  /** Writes the documents of people that only waited to be sent together. */
  readonly publish: () => Promise<void>;
  /** The projectors run by themselves until everything is folded, resolved and published. */
  readonly settle: () => Promise<void>;
  /** Stops it and starts it again on the same data. */
  readonly restart: () => Promise<void>;
};

/** Facts a projector takes at a step. */
const FEW = 3;

export async function aSteppedHub(open: OpenDatabase): Promise<SteppedHub> {
  let death: Death | null = null;
  const real = await open();
  const db: Database = {
    ...real,
    transaction: async (work) => {
      const when = death;
      death = null;
      const done = await real.transaction(async (tx) => {
        const value = await work(tx);
        if (when === 'before') throw new Error('died before the commit');
        return value;
      });
      if (when === 'after') throw new Error('died after the commit');
      return done;
    },
  };
  const parts = { db, logger: pino({ level: 'silent' }) };
  let hub = await aHub(open, {}, parts);
  await hub.projectors.pause();

  async function step(pick: number): Promise<void> {
    const { context } = hub;
    const streams = await streamsOf(db, aTenant);
    const pairs = streams.flatMap((stream) => {
      const kind = kindOfStream(stream.stream);
      return projectors.flatMap((projector) => (kind && projector.reads.includes(kind) ? [{ projector, stream }] : []));
    });
    const act: typeof foldBatch = [foldBatch, publishBatch, runBatch][pick % 3] ?? runBatch;
    for (let n = 0; n < pairs.length; n += 1) {
      const pair = pairs[(pick + n) % pairs.length];
      if (!pair) return;
      const few: Parameters<typeof foldBatch>[4] = (stream, after) => readAfter(db, stream, after, FEW);
      if (await act(context, pair.projector, aTenant, pair.stream, few)) return;
    }
  }

  /** The port it keeps may have become somebody else's outgoing connection meanwhile. */
  async function startAgain(dataDir: string): Promise<TestHub> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await aHub(open, { dataDir }, parts);
      } catch (error) {
        if (tries === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  return {
    hub: () => hub,
    step,
    stepAndDie: async (pick, when) => {
      death = when;
      await step(pick).catch(() => undefined);
      death = null;
    },
    publish: async () => {
      while ((await publishPeople(hub.context, aTenant, Number.MAX_SAFE_INTEGER)) > 0);
    },
    settle: async () => {
      hub.projectors.resume();
      await hub.projectors.caughtUp({ publishesAll: true });
      await hub.projectors.pause();
    },
    restart: async () => {
      await hub.close();
      hub = await startAgain(hub.dataDir);
      await hub.projectors.caughtUp();
      await hub.projectors.pause();
    },
  };
}
