import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../hub/db/database';
import { appendFacts } from '../../../hub/log/append';
import { asParked, type NewLogRow, type StreamRef } from '../../../hub/log/log-row';
import { lastSeq, lastSeqs, readAfter, readFacts, readParked, streamsOf } from '../../../hub/log/read';
import { onlineStream, peopleStream, storeStream } from '../../../hub/log/stream-names';
import { aStore, aTenant } from '../../support/a-fact';
import { aLogRow, anEpoch } from '../../support/a-log-row';
import { eachDatabase } from '../../support/databases';
import { idOf } from '../../support/ids';

const till = idOf('device', 1);
const rows = (from: number, to: number, changes: Partial<NewLogRow> = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => aLogRow(from + index, changes));

eachDatabase((_engine, open) => {
  let db: Database;
  let streams = 0;
  let stream: StreamRef;
  /** A stream nobody has written to. */
  const freshStream = () => storeStream(aTenant, idOf('store', 1000 + streams++));
  const idsIn = async (of: StreamRef) => (await readAfter(db, of, 0, 1000)).map(({ id }) => id);

  beforeAll(async () => {
    db = await open();
    stream = freshStream();
  });

  test('facts are numbered in the order they were given, and come back as they were sent', async () => {
    const given = [
      aLogRow(3),
      aLogRow(1, { who: idOf('who', 7), fact: { kind: 'SaleCompleted', text: '外套 “M”', amounts: [0.1, 1e21, -5] } }),
      aLogRow(2, { place: null, hash: null }),
    ];
    expect(await appendFacts(db, stream, given)).toEqual([
      { id: given[0]?.id, status: 'inserted', seq: 1 },
      { id: given[1]?.id, status: 'inserted', seq: 2 },
      { id: given[2]?.id, status: 'inserted', seq: 3 },
    ]);
    expect(await readAfter(db, stream, 0, 10)).toEqual(
      given.map((row, index) => ({ ...row, seq: index + 1, isFork: false })),
    );
    expect(await readAfter(db, stream, 1, 1)).toMatchObject([{ seq: 2 }]);
    expect(await lastSeq(db, stream)).toBe(3);
  });

  test('the same facts again change nothing and are told their numbers', async () => {
    const here = freshStream();
    await appendFacts(db, here, rows(1, 3));
    expect(await appendFacts(db, here, rows(2, 4))).toEqual([
      { id: idOf('sale', 2), status: 'duplicate', seq: 2, quarantine: null },
      { id: idOf('sale', 3), status: 'duplicate', seq: 3, quarantine: null },
      { id: idOf('sale', 4), status: 'inserted', seq: 6 },
    ]);
    expect(await idsIn(here)).toEqual([1, 2, 3, 4].map((n) => idOf('sale', n)));
  });

  test('one fact twice in a batch is stored once', async () => {
    const here = freshStream();
    const outcomes = await appendFacts(db, here, [aLogRow(1), aLogRow(1), aLogRow(1, { hash: 'f'.repeat(64) })]);
    expect(outcomes.map(({ status }) => status)).toEqual(['inserted', 'duplicate', 'other-hash']);
    expect(await idsIn(here)).toHaveLength(1);
  });

  test('an id that comes with another hash is not stored, and can be parked beside the first, again and again', async () => {
    const here = freshStream();
    await appendFacts(db, here, [aLogRow(1)]);
    const altered = aLogRow(1, { hash: 'e'.repeat(64), place: { device: till, epoch: anEpoch, ctr: 2 } });
    expect(await appendFacts(db, here, [altered, aLogRow(3)])).toEqual([
      { id: altered.id, status: 'other-hash', hash: aLogRow(1).hash },
      { id: idOf('sale', 3), status: 'inserted', seq: 3 },
    ]);
    const parked = asParked(altered, 'id-reused');
    expect(await appendFacts(db, here, [parked])).toMatchObject([{ status: 'inserted' }]);
    expect(await appendFacts(db, here, [parked])).toMatchObject([{ status: 'duplicate', quarantine: 'id-reused' }]);
    expect(await readParked(db, here, 10)).toMatchObject([{ id: altered.id, quarantine: 'id-reused' }]);
  });

  test('a parked fact takes neither id nor place from the good one, whichever comes first', async () => {
    const here = freshStream();
    const [first, second] = [aLogRow(1), aLogRow(2)];
    const outcomes = await appendFacts(db, here, [asParked(first, 'hash-wrong'), first, second, asParked(second, 'x')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['inserted', 'inserted', 'inserted', 'inserted']);
    const stored = await readAfter(db, here, 0, 10);
    expect(stored.map(({ id, isFork, quarantine }) => [id, isFork, quarantine])).toEqual([
      [first.id, false, 'hash-wrong'],
      [first.id, false, null],
      [second.id, false, null],
      [second.id, false, 'x'],
    ]);
  });

  test('a counter used twice is a fork: both sales are kept, in order, and nobody else waits', async () => {
    const here = freshStream();
    await appendFacts(db, here, rows(1, 3));
    const clone = [2, 3, 4].map((n) => aLogRow(n, { id: idOf('sale', 100 + n), hash: `${n}`.repeat(64) }));
    const another = aLogRow(50, { place: { device: idOf('device', 2), epoch: anEpoch, ctr: 1 } });
    expect((await appendFacts(db, here, [...clone, another])).map(({ status }) => status)).toEqual([
      'fork',
      'fork',
      'inserted',
      'inserted',
    ]);
    const stored = await readAfter(db, here, 3, 10);
    expect(stored.map(({ id }) => id)).toEqual([...clone, another].map(({ id }) => id));
    expect(stored.map(({ isFork }) => isFork)).toEqual([true, true, false, false]);
    expect(stored[0]).toMatchObject({ place: { device: till, epoch: anEpoch, ctr: 2 }, fact: { n: 2 } });
    expect((await appendFacts(db, here, clone)).map(({ status }) => status)).toEqual(['fork', 'fork', 'duplicate']);
  });

  test('two forks of one place in one batch are both kept', async () => {
    const here = freshStream();
    const twin = (n: number) => aLogRow(1, { id: idOf('sale', n), hash: `${n}`.repeat(64) });
    const outcomes = await appendFacts(db, here, [twin(1), twin(2), twin(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['inserted', 'fork', 'fork']);
    expect(await idsIn(here)).toHaveLength(3);
  });

  test('a fact the database can not hold keeps nobody else out, and nobody else’s order changes', async () => {
    const here = freshStream();
    const batch = rows(1, 9).map((row, index) => (index === 4 ? { ...row, fact: { name: 'a\u0000b' } } : row));
    const outcomes = await appendFacts(db, here, batch);
    expect(outcomes[4]).toMatchObject({ id: idOf('sale', 5), status: 'unstorable' });
    expect(outcomes.filter(({ status }) => status === 'inserted')).toHaveLength(8);
    expect(await idsIn(here)).toEqual([1, 2, 3, 4, 6, 7, 8, 9].map((n) => idOf('sale', n)));
  });

  test('two streams never share numbers or facts, even for one id', async () => {
    const [one, two] = [freshStream(), freshStream()];
    await appendFacts(db, one, rows(1, 2));
    expect(await appendFacts(db, two, rows(1, 1))).toMatchObject([{ status: 'inserted', seq: 1 }]);
    expect(await lastSeqs(db, [two, freshStream(), one])).toEqual([1, 0, 2]);
    expect(await readFacts(db, two, [idOf('sale', 1), idOf('sale', 2)])).toMatchObject([{ seq: 1 }]);
  });

  test('a tenant’s streams are its stores’, sixteen for phones and one for decisions', async () => {
    const { shard } = peopleStream(aTenant);
    await db.run("insert into store (shard, tenant, id, code, name, zone) values ($1, $2, $3, 'c', '{}', 'UTC')", [
      shard,
      aTenant,
      aStore,
    ]);
    const all = await streamsOf(db, aTenant);
    expect(all).toHaveLength(18);
    expect(all).toContainEqual(storeStream(aTenant, aStore));
    expect(all).toContainEqual(peopleStream(aTenant));
    expect(all).toContainEqual(onlineStream(aTenant, idOf('who', 12)));
  });
});
