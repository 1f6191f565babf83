import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../hub/db/database';
import { outsideScope } from '../../../hub/db/transaction-scope';
import { LogIsBusy, openLogWriter } from '../../../hub/log/group-commit';
import type { LogRow, StreamRef } from '../../../hub/log/log-row';
import { openPokes, type Pokes, type StreamPoke } from '../../../hub/log/poke';
import { readAfter } from '../../../hub/log/read';
import { storeStream } from '../../../hub/log/stream-names';
import { aTenant } from '../../support/a-fact';
import { aLogRow, anEpoch } from '../../support/a-log-row';
import { eachDatabase } from '../../support/databases';
import { idOf } from '../../support/ids';

const quietPokes = (): Pokes =>
  openPokes((error) => {
    throw error;
  });

eachDatabase((engine, open) => {
  let db: Database;
  let streams = 0;
  const freshStream = (): StreamRef => storeStream(aTenant, idOf('store', 1000 + streams++));
  beforeAll(async () => {
    db = await open();
  });

  test('callers at the same moment share batches, and each caller’s facts keep their order', async () => {
    const here = freshStream();
    const writer = openLogWriter(db, quietPokes());
    const pokes: StreamPoke[] = [];
    const counted = openPokes(() => undefined);
    counted.subscribe((poke) => pokes.push(poke));
    const together = openLogWriter(db, counted);
    await Promise.all(
      Array.from({ length: 60 }, (_, caller) =>
        together.append(
          here,
          Array.from({ length: 10 }, (_, n) => rowOf(caller, n)),
        ),
      ),
    );
    const stored = await readAfter(db, here, 0, 1000);
    expect(stored).toHaveLength(600);
    for (let caller = 0; caller < 60; caller += 1) expect(countersOf(stored, caller)).toEqual([...Array(10).keys()]);
    expect(pokes.length).toBeLessThan(10);
    expect(pokes.at(-1)).toEqual({ ...here, seq: 600 });
    await writer.drained();
  });

  test('a reader that goes by number misses nothing that many writers add', async () => {
    const here = freshStream();
    const writers = [openLogWriter(db, quietPokes()), openLogWriter(db, quietPokes())];
    const read: LogRow[] = [];
    let isOver = false;
    const reader = (async () => {
      for (let idle = 0; idle < 5; ) {
        const page = await readAfter(db, here, read.at(-1)?.seq ?? 0, 50);
        read.push(...page);
        idle = page.length === 0 && isOver ? idle + 1 : 0;
      }
    })();
    const sent = await Promise.all(
      Array.from({ length: 12 }, async (_, caller) => {
        const ids: string[] = [];
        for (let n = 0; n < 100; n += 5) {
          const batch = Array.from({ length: 5 }, (_, index) => rowOf(caller, n + index));
          await Promise.all(writers.map((writer) => writer.append(here, batch)));
          ids.push(...batch.map(({ id }) => id));
        }
        return ids;
      }),
    );
    isOver = true;
    await reader;
    expect(read.map(({ id }) => id).sort()).toEqual(sent.flat().sort());
    const seqs = read.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    for (let caller = 0; caller < 12; caller += 1) expect(countersOf(read, caller)).toEqual([...Array(100).keys()]);
  });

  test('one caller’s unusable fact is its own trouble', async () => {
    const here = freshStream();
    const writer = openLogWriter(db, quietPokes());
    const [good, bad, alsoGood] = await Promise.all([
      writer.append(here, [rowOf(1, 0)]),
      writer.append(here, [{ ...rowOf(2, 0), fact: { text: '\u0000' } }]),
      writer.append(here, [rowOf(3, 0)]),
    ]);
    expect([good, bad, alsoGood].flat().map(({ status }) => status)).toEqual(['inserted', 'unstorable', 'inserted']);
  });

  test('a hub with too much waiting says so at once and stores nothing of it', async () => {
    const here = freshStream();
    const writer = openLogWriter(db, quietPokes(), { maxWaitingRows: 5 });
    const first = writer.append(
      here,
      [0, 1, 2, 3].map((n) => rowOf(1, n)),
    );
    await expect(writer.append(here, [rowOf(2, 0), rowOf(2, 1)])).rejects.toThrow(LogIsBusy);
    await first;
    await writer.drained();
    expect(await readAfter(db, here, 0, 10)).toHaveLength(4);
    expect(await writer.append(here, [rowOf(2, 0)])).toMatchObject([{ status: 'inserted' }]);
  });

  test('a poke goes out after the facts can be read, never before', async () => {
    const here = freshStream();
    const pokes = quietPokes();
    const found: Promise<number>[] = [];
    const stop = pokes.subscribe((poke) =>
      found.push(readAfter(db, poke, poke.seq - 1, 10).then((rows) => rows.length)),
    );
    await openLogWriter(db, pokes).append(here, [rowOf(1, 0)]);
    stop();
    expect(await Promise.all(found)).toEqual([1]);
  });

  if (engine === 'PostgreSQL') {
    test('a frozen lane does not stop the others', async () => {
      const [frozen, free] = [freshStream(), freshStream()];
      const writer = openLogWriter(db, quietPokes(), {
        laneWidth: 1,
        laneOf: (shard) => (shard === frozen.shard ? 'frozen' : 'free'),
      });
      await writer.append(frozen, [rowOf(1, 0)]);
      const waiting: Promise<unknown>[] = [];
      await db.transaction(async (tx) => {
        await tx.run('select last from stream where shard = $1 and id = $2 for update', [frozen.shard, frozen.stream]);
        await outsideScope(async () => {
          waiting.push(writer.append(frozen, [rowOf(1, 1)]));
          expect(await writer.append(free, [rowOf(2, 0)])).toMatchObject([{ status: 'inserted' }]);
        });
        expect(await readAfter(tx, frozen, 0, 10)).toHaveLength(1);
      });
      expect(await Promise.all(waiting)).toMatchObject([[{ status: 'inserted' }]]);
    });
  }
});

/** The n-th fact of the till that belongs to a caller. */
function rowOf(caller: number, n: number) {
  const device = idOf('device', caller + 1);
  return aLogRow(n + 1, {
    id: idOf('sale', caller * 1000 + n),
    place: { device, epoch: anEpoch, ctr: n + 1 },
    fact: { n },
  });
}

function countersOf(rows: readonly LogRow[], caller: number): readonly unknown[] {
  return rows
    .filter(({ place }) => place?.device === idOf('device', caller + 1))
    .map(({ place }) => (place?.ctr ?? 0) - 1);
}
