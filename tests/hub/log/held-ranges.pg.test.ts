import { beforeAll, expect, test } from 'vitest';
import { EpochId } from '#shared/kernel/ids';
import type { Database } from '../../../hub/db/database';
import { appendFacts } from '../../../hub/log/append';
import { openHeldRanges, readRanges } from '../../../hub/log/held-ranges';
import type { NewLogRow, StreamRef } from '../../../hub/log/log-row';
import { storeStream } from '../../../hub/log/stream-names';
import { aTenant } from '../../support/a-fact';
import { aLogRow, anEpoch } from '../../support/a-log-row';
import { eachDatabase } from '../../support/databases';
import { idOf } from '../../support/ids';

const till = idOf('device', 1);
const epoch = EpochId.parse(anEpoch);
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => aLogRow(from + at));

eachDatabase((_engine, open) => {
  let db: Database;
  let streams = 0;
  const freshStream = () => storeStream(aTenant, idOf('store', 5000 + streams++));
  const append = async (stream: StreamRef, some: readonly NewLogRow[]) => void (await appendFacts(db, stream, some));
  const remove = (stream: StreamRef, from: number, to: number) =>
    db.run('delete from fact where shard = $1 and stream = $2 and ctr between $3 and $4', [
      stream.shard,
      stream.stream,
      from,
      to,
    ]);

  beforeAll(async () => {
    db = await open();
  });

  test('a hub says which counters it has, per epoch, so that a till can fill the gaps', async () => {
    const here = freshStream();
    const second = EpochId.parse(idOf('epoch', 2));
    const inSecond = rows(20, 21).map((row, n) => ({ ...row, place: { device: till, epoch: second, ctr: n + 1 } }));
    await append(here, [...rows(1, 3), ...rows(6, 6), ...rows(8, 9), ...inSecond]);
    const first = [
      [1, 3],
      [6, 6],
      [8, 9],
    ];
    expect(await readRanges(db, here, till)).toEqual([
      { epoch, ranges: first },
      { epoch: second, ranges: [[1, 2]] },
    ]);
    expect(await openHeldRanges(db).of(here, till, epoch)).toEqual(first);
    expect(await readRanges(db, here, idOf('device', 2))).toEqual([]);
  });

  test('what grows is told whole each time, and a gap that closes is seen', async () => {
    const here = freshStream();
    const held = openHeldRanges(db);
    const told = () => held.of(here, till, epoch);
    expect(await told()).toEqual([]);
    await append(here, rows(3, 4));
    expect(await told()).toEqual([[3, 4]]);
    await append(here, rows(1, 1));
    expect(await told()).toEqual([
      [1, 1],
      [3, 4],
    ]);
    await append(here, rows(2, 2));
    expect(await told()).toEqual([[1, 4]]);
    await append(here, [...rows(5, 6), ...rows(9, 9)]);
    expect(await told()).toEqual([
      [1, 6],
      [9, 9],
    ]);
    expect(await told()).toEqual([
      [1, 6],
      [9, 9],
    ]);
    await append(here, rows(7, 8));
    expect(await told()).toEqual([[1, 9]]);
  });

  test('another hub on the same database, and another till, change nothing of it', async () => {
    const here = freshStream();
    const [one, other] = [openHeldRanges(db), openHeldRanges(db)];
    await append(here, rows(1, 4));
    expect(await one.of(here, till, epoch)).toEqual([[1, 4]]);
    const theirs = rows(30, 32).map((row, n) => ({ ...row, place: { device: idOf('device', 9), epoch, ctr: n + 1 } }));
    await append(here, [...theirs, ...rows(5, 7)]);
    expect(await other.of(here, till, epoch)).toEqual([[1, 7]]);
    expect(await one.of(here, till, epoch)).toEqual([[1, 7]]);
    expect(await one.of(here, idOf('device', 9), epoch)).toEqual([[1, 3]]);
  });

  test('a log that was put back to an earlier day under a running hub is not taken for the later one', async () => {
    const here = freshStream();
    const held = openHeldRanges(db);
    const told = () => held.of(here, till, epoch);
    await append(here, rows(1, 6));
    expect(await told()).toEqual([[1, 6]]);
    await remove(here, 4, 6);
    expect(await told()).toEqual([[1, 3]]);
    await append(here, rows(4, 5));
    expect(await told()).toEqual([[1, 5]]);
  });

  test('a gap that had been filled last is open again in a log put back to before', async () => {
    const here = freshStream();
    const held = openHeldRanges(db);
    const told = () => held.of(here, till, epoch);
    await append(here, [...rows(1, 2), ...rows(4, 6)]);
    await append(here, rows(3, 3));
    expect(await told()).toEqual([[1, 6]]);
    await remove(here, 3, 3);
    expect(await told()).toEqual([
      [1, 2],
      [4, 6],
    ]);
  });
});
