import { beforeEach, describe, expect, test } from 'vitest';
import type { MintId } from '#shared/kernel/ids';
import type { Journal } from '../../../main/journal/journal';
import { linesOf } from '../../../main/journal/line';
import { NOON_MS } from '../../support/a-fact';
import { append, openTillJournal, readAll, saleAfter } from '../../support/a-till-journal';
import { type DiskCall, type Fault, FaultyDisk, ProcessKilled } from '../../support/faulty-files';
import { countingMint } from '../../support/ids';
import { chainFault, receiptNumbers } from '../../support/verify-chain';

let disk: FaultyDisk;
let mint: MintId;
beforeEach(() => {
  disk = new FaultyDisk();
  mint = countingMint();
});
const open = (reserveBytes = 0) => openTillJournal(disk.start(), mint, reserveBytes);

/** The next calls of this kind fail; others go well. */
function failNext(call: DiskCall, fault: Fault, times = 1): void {
  let left = times;
  disk.nextFault = (asked) => {
    if (asked !== call || left === 0) return null;
    left -= 1;
    return fault;
  };
}

const segments = () => disk.names().filter((name) => name.endsWith('.journal'));

describe('a full disk', () => {
  test('refuses a sale only when the reserve is gone too', async () => {
    const journal = await open(64 * 1024);
    await append(journal, saleAfter(journal.head(), mint));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(disk.names()).toContain('reserve');
    disk.capacity = disk.names().reduce((sum, name) => sum + disk.bytesOf(name).length, 0) + 10;
    expect(await append(journal, saleAfter(journal.head(), mint))).toMatchObject({ status: 'appended' });
    expect(disk.names()).not.toContain('reserve');
    expect(journal.repaired()).toContain('reserve-released');
    disk.capacity = disk.names().reduce((sum, name) => sum + disk.bytesOf(name).length, 0) + 10;
    const refused = await append(journal, saleAfter(journal.head(), mint));
    expect(refused).toMatchObject({ status: 'refused', code: 'disk-full', head: { receipts: 2 } });
    disk.capacity = Number.POSITIVE_INFINITY;
    expect(await append(journal, saleAfter(journal.head(), mint))).toMatchObject({ status: 'appended' });
    disk.kill();
    const facts = await readAll(await open());
    expect(receiptNumbers(facts)).toEqual([1, 2, 3]);
    expect(chainFault(facts)).toBeNull();
  });
});

describe('a failed sync', () => {
  test.each([0, 1])('seals the segment and stores the same bytes in another (kept on disk: %i)', async (keep) => {
    const journal = await open();
    await append(journal, saleAfter(journal.head(), mint));
    const before = segments().length;
    failNext('sync', { kind: 'fail', code: 'EIO', keep });
    expect(await append(journal, saleAfter(journal.head(), mint))).toMatchObject({ status: 'appended' });
    expect(segments()).toHaveLength(before + 1);
    expect(journal.repaired()[0]).toMatch(/^segment-sealed 000002\.journal:\d+ whole$/);
    await append(journal, saleAfter(journal.head(), mint));
    disk.cutPower(keep);
    const facts = await readAll(await open());
    expect(receiptNumbers(facts)).toEqual([1, 2, 3]);
    expect(chainFault(facts)).toBeNull();
  });

  test('on every file refuses, and the number is then used by the next sale', async () => {
    const journal = await open();
    await append(journal, saleAfter(journal.head(), mint));
    failNext('sync', { kind: 'fail', code: 'EIO', keep: 1 }, 4);
    const drafts = saleAfter(journal.head(), mint);
    expect(await append(journal, drafts)).toMatchObject({
      status: 'refused',
      code: 'disk-failed',
      head: { receipts: 1 },
    });
    disk.kill();
    const reopened = await open();
    expect(reopened.head().receipts).toBe(1);
    expect(await append(reopened, saleAfter(reopened.head(), mint))).toMatchObject({ status: 'appended' });
    expect(receiptNumbers(await readAll(reopened))).toEqual([1, 2]);
  });

  test('that can’t be undone is never answered with a no', async () => {
    const journal = await open();
    const drafts = saleAfter(journal.head(), mint);
    disk.nextFault = (call) => (call === 'write' ? null : { kind: 'fail', code: 'EIO', keep: 0 });
    await expect(append(journal, drafts)).rejects.toThrow('EIO');
    disk.nextFault = () => null;
    expect(await append(journal, drafts)).toMatchObject({ status: 'appended', head: { receipts: 1 } });
    disk.kill();
    expect(receiptNumbers(await readAll(await open()))).toEqual([1]);
  });
});

describe('a segment that could not be begun', () => {
  const moves = {
    'for a new series': (journal: Journal) => journal.beginSeries('T1B'),
    'for a later clock': (journal: Journal) => journal.raiseHlc(9_000_000_000_000_000),
  };
  const all = ['sync', 'remove'] as const;

  test.each(Object.entries(moves))('%s takes no sale with it that is made after', async (_, move) => {
    const journal = await open();
    await append(journal, saleAfter(journal.head(), mint));
    const before = journal.head();
    disk.nextFault = (call) => (all.some((one) => one === call) ? { kind: 'fail', code: 'EIO', keep: 1 } : null);
    await expect(move(journal)).rejects.toThrow();
    disk.nextFault = () => null;
    expect(journal.head()).toEqual(before);
    for (let sale = 0; sale < 2; sale += 1)
      expect(await append(journal, saleAfter(journal.head(), mint))).toMatchObject({ status: 'appended' });
    disk.kill();
    const reopened = await open();
    const facts = await readAll(reopened);
    expect(receiptNumbers(facts)).toEqual([1, 2, 3]);
    expect(chainFault(facts)).toBeNull();
    expect(reopened.head()).toMatchObject({ series: 'T1A', receipts: 3, records: 3 });
  });
});

describe('a broken write', () => {
  test('is cut off again and refused', async () => {
    const journal = await open();
    failNext('write', { kind: 'fail', code: 'EIO', keep: 0.7 });
    expect(await append(journal, saleAfter(journal.head(), mint))).toMatchObject({ code: 'disk-failed' });
    expect(await append(journal, saleAfter(journal.head(), mint))).toMatchObject({ status: 'appended' });
    disk.kill();
    const reopened = await open();
    expect(reopened.repaired()).toEqual([]);
    expect(receiptNumbers(await readAll(reopened))).toEqual([1]);
  });

  test('cut short by the end of the process is sealed at the next start, said once, and nothing answered is lost', async () => {
    const journal = await open();
    await append(journal, saleAfter(journal.head(), mint));
    failNext('write', { kind: 'kill', keep: 0.5 });
    await expect(append(journal, saleAfter(journal.head(), mint))).rejects.toThrow(ProcessKilled);
    disk.nextFault = () => null;
    const reopened = await open();
    expect(reopened.repaired()).toEqual([expect.stringMatching(/^line-torn 000002\.journal:\d+$/)]);
    expect(await append(reopened, saleAfter(reopened.head(), mint))).toMatchObject({ head: { receipts: 2 } });
    disk.kill();
    expect((await open()).repaired()).toEqual([]);
  });
});

describe('a damaged line', () => {
  test('in the middle is located, and everything else is still read', async () => {
    const journal = await open();
    for (let sale = 0; sale < 5; sale += 1) await append(journal, saleAfter(journal.head(), mint));
    disk.kill();
    const [name = ''] = segments().slice(-1);
    const bytes = disk.bytesOf(name);
    const third = bytes.indexOf('"number":3');
    bytes.write('7', third + 9);
    disk.put(name, bytes);
    const reopened = await open();
    expect(reopened.repaired()).toEqual([expect.stringMatching(/^line-damaged 000002\.journal:\d+ records 3-3$/)]);
    expect(receiptNumbers(await readAll(reopened, 2))).toEqual([1, 2, 4, 5]);
    expect(reopened.head().receipts).toBe(5);
    expect(await append(reopened, saleAfter(reopened.head(), mint))).toMatchObject({
      head: { receipts: 6, records: 6 },
    });
  });

  test('in the line feed at its end takes no line with it', async () => {
    const journal = await open();
    for (let sale = 0; sale < 3; sale += 1) await append(journal, saleAfter(journal.head(), mint));
    disk.kill();
    const [name = ''] = segments().slice(-1);
    for (const line of linesOf(disk.bytesOf(name))) flip(name, line.to - 1);
    const reopened = await open();
    expect(receiptNumbers(await readAll(reopened))).toEqual([1, 2, 3]);
    expect(reopened.head()).toMatchObject({ series: 'T1A', receipts: 3 });
  });
});

/** Turns one bit of a file, as a bad cell of a disk does. */
function flip(name: string, at: number): void {
  const bytes = disk.bytesOf(name);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  disk.put(name, bytes);
}

describe('after damage to any line of any segment', () => {
  const unused = () => 'T1A1';
  const restart = () => openTillJournal(disk.start(), mint, 0, () => NOON_MS, unused);
  const sell = async (journal: Journal) => append(journal, saleAfter(journal.head(), mint));

  /** Two sales under the first series, one under the hub's second one, a clock raised, two more. */
  async function aFewSegments(): Promise<Journal> {
    const journal = await open();
    await sell(journal);
    await sell(journal);
    await journal.beginSeries('T1B');
    await sell(journal);
    await journal.raiseHlc(journal.head().hlc + 1_000_000);
    await sell(journal);
    await sell(journal);
    disk.kill();
    return journal;
  }

  test('the numbers go on where the last receipt can be read, and under an unused series where it can’t', async () => {
    await aFewSegments();
    const whole = new Map(disk.names().map((name) => [name, disk.bytesOf(name)]));
    const found: string[] = [];
    for (const name of segments()) {
      for (const [at, line] of [...linesOf(whole.get(name) ?? Buffer.alloc(0))].entries()) {
        for (const [file, bytes] of whole) disk.put(file, bytes);
        for (const extra of disk.names().filter((file) => !whole.has(file))) disk.delete(extra);
        flip(name, line.from + 40);
        const journal = await restart();
        const { series, receipts, records } = journal.head();
        const said = journal.repaired().map((what) => what.split(' ')[0]);
        found.push(`${name.slice(0, 6)}:${at} ${series}-${receipts} of ${records} ${said}`);
        expect(await sell(journal)).toMatchObject({ status: 'appended' });
        disk.kill();
        expect((await restart()).head()).toMatchObject({ series, receipts: receipts + 1 });
        disk.kill();
      }
    }
    expect(found).toEqual([
      '000001:0 T1B-3 of 5 ',
      '000002:0 T1B-3 of 5 ',
      '000002:1 T1B-3 of 5 ',
      '000002:2 T1B-3 of 5 ',
      '000003:0 T1B-3 of 5 ',
      '000003:1 T1B-3 of 5 ',
      '000004:0 T1B-3 of 5 start-damaged',
      '000004:1 T1B-3 of 5 line-damaged',
      '000004:2 T1A1-0 of 4 line-damaged',
    ]);
  });

  test('a series that was begun and not yet used is not taken for the one before', async () => {
    const journal = await open();
    await sell(journal);
    await journal.beginSeries('T1B');
    disk.kill();
    flip(segments().at(-1) ?? '', 40);
    const reopened = await restart();
    expect(reopened.head()).toMatchObject({ series: 'T1A1', receipts: 0, records: 1 });
    expect(receiptNumbers(await readAll(reopened))).toEqual([1]);
  });

  test('a last segment that is gone is missed', async () => {
    await aFewSegments();
    disk.delete(segments().at(-1) ?? '');
    expect((await restart()).head()).toMatchObject({ series: 'T1A1', receipts: 0, records: 3 });
  });

  test('a first segment that can’t be placed hides none of its sales', async () => {
    const journal = await aFewSegments();
    disk.delete('000001.journal');
    flip('000002.journal', 40);
    const reopened = await restart();
    expect(await readAll(reopened)).toHaveLength(5);
    expect(reopened.head()).toMatchObject({ journal: journal.head().journal, series: 'T1B', receipts: 3 });
  });
});
