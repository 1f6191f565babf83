import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLogWriter } from '../../../hub/log/group-commit';
import { type Appended, asParked, type NewLogRow, type StreamRef, sentId } from '../../../hub/log/log-row';
import { openPokes } from '../../../hub/log/poke';
import { readAfter } from '../../../hub/log/read';
import { storeStream } from '../../../hub/log/stream-names';
import { aTenant } from '../../support/a-fact';
import { aLogRow, anEpoch } from '../../support/a-log-row';
import { eachDatabase } from '../../support/databases';
import { idOf } from '../../support/ids';

/** Facts as bad luck sends them: few ids and few counters, so that both are reused; some hashes differ, some are poison. */
const unlucky = fc
  .record({
    id: fc.nat(12),
    ctr: fc.integer({ min: 1, max: 8 }),
    device: fc.nat(1),
    isAltered: fc.boolean(),
    isPoison: fc.nat(9).map((n) => n === 0),
    isPlaced: fc.nat(4).map((n) => n > 0),
    isParked: fc.nat(3).map((n) => n === 0),
  })
  .map(({ id, ctr, device, isAltered, isPoison, isPlaced, isParked }) => {
    const row = aLogRow(id, {
      id: idOf('sale', id),
      hash: (isAltered ? 'a' : 'b').repeat(64),
      place: isPlaced ? { device: idOf('device', device), epoch: anEpoch, ctr } : null,
      fact: isPoison ? { text: '\u0000' } : { id },
    });
    return isParked ? asParked(row, 'hash-wrong') : row;
  });

const calls = fc.array(fc.array(unlucky, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 });

eachDatabase((_engine, open) => {
  test('whatever is sent, however often: everything called stored is there once, as it was first sent, in the order of each call', async () => {
    const db = await open();
    const writer = openLogWriter(db, openPokes(fail));
    let streams = 0;
    await fc.assert(
      fc.asyncProperty(calls, fc.boolean(), async (batches, isTogether) => {
        const stream: StreamRef = storeStream(aTenant, idOf('store', streams++));
        const answers: (readonly Appended[])[] = [];
        if (isTogether) answers.push(...(await Promise.all(batches.map((batch) => writer.append(stream, batch)))));
        else for (const batch of batches) answers.push(await writer.append(stream, batch));

        const stored = await readAfter(db, stream, 0, 1000);
        const ids = await db.run<{ id: string }>('select id from fact where shard = $1 and stream = $2 order by seq', [
          stream.shard,
          stream.stream,
        ]);
        const byId = new Map(stored.map((row, at) => [ids[at]?.id, row]));
        expect(byId.size).toBe(stored.length);
        for (const { quarantine, isFork } of stored) expect(isFork && quarantine !== null).toBe(false);
        batches.forEach((batch, call) => {
          const outcomes = answers[call] ?? [];
          expect(outcomes.map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
          for (const [n, row] of batch.entries()) checkOutcome(row, outcomes[n], byId.get(row.id));
          const fresh = outcomes.flatMap((outcome) => (outcome.status === 'inserted' ? [outcome.seq] : []));
          expect(fresh).toEqual([...fresh].sort((a, b) => a - b));
        });
        const inserted = answers.flat().filter(({ status }) => status === 'inserted' || status === 'fork');
        expect(new Set(inserted.map(({ id }) => id)).size).toBe(stored.length);
      }),
      { numRuns: 60 },
    );
  });
});

function checkOutcome(sent: NewLogRow, outcome: Appended | undefined, stored: NewLogRow | undefined): void {
  switch (outcome?.status) {
    case 'inserted':
    case 'duplicate':
    case 'fork':
      expect(stored).toMatchObject({ hash: sent.hash, quarantine: sent.quarantine });
      expect(stored?.fact).toEqual({ id: Number.parseInt(sentId(sent.id).slice(-1), 32) });
      return;
    case 'other-hash':
      expect(stored?.hash).not.toBe(sent.hash);
      return;
    case 'unstorable':
      expect(JSON.stringify(sent.fact)).toContain('u0000');
      return;
    default:
      fail(`no outcome for ${sent.id}`);
  }
}

function fail(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}
