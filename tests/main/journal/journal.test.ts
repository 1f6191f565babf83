import { beforeEach, describe, expect, test } from 'vitest';
import { NO_HASH } from '#shared/facts/envelope';
import type { MintId } from '#shared/kernel/ids';
import { aCustomer, lin } from '../../support/a-customer';
import { append, draftsAfter, openTillJournal, readAll, saleAfter } from '../../support/a-till-journal';
import { FaultyDisk } from '../../support/faulty-files';
import { countingMint } from '../../support/ids';
import { chainFault, receiptNumbers } from '../../support/verify-chain';

let disk: FaultyDisk;
let mint: MintId;
beforeEach(() => {
  disk = new FaultyDisk();
  mint = countingMint();
});
const open = () => openTillJournal(disk.start(), mint);

describe('an append', () => {
  test('is answered with the final fact and the head it leaves, and is on disk by then', async () => {
    const journal = await open();
    const answer = await append(journal, saleAfter(journal.head(), mint));
    expect(answer).toMatchObject({ status: 'appended', head: { ctr: 1, receipts: 1, records: 1 } });
    disk.cutPower(0);
    const facts = await readAll(await open());
    expect(facts).toEqual(answer.status === 'appended' ? answer.facts : []);
    expect(chainFault(facts)).toBeNull();
  });

  test('of several facts is one line: all are stored, or none', async () => {
    const journal = await open();
    const happenings = aCustomer(lin).named('林月').withPhone('+8613800138000').happenings();
    const answer = await append(journal, draftsAfter(journal.head(), happenings, mint));
    expect(answer).toMatchObject({ status: 'appended', head: { ctr: 2, records: 1 } });
    expect(chainFault(await readAll(journal))).toBeNull();
  });

  test('asked for again is answered with what was stored, even by another start', async () => {
    const journal = await open();
    const drafts = saleAfter(journal.head(), mint);
    const first = await append(journal, drafts);
    await append(journal, saleAfter(journal.head(), mint));
    const again = await append(journal, drafts);
    expect(again).toMatchObject({ status: 'appended', facts: first.status === 'appended' ? first.facts : [] });
    disk.kill();
    const reopened = await open();
    expect(await append(reopened, drafts)).toMatchObject({ status: 'appended', head: { receipts: 2, ctr: 0 } });
    expect(receiptNumbers(await readAll(reopened))).toEqual([1, 2]);
  });

  test('still on its way to the disk is waited for by whoever reads, and by whoever asks where the journal stands', async () => {
    const files = disk.start();
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let isSlow = false;
    const create: typeof files.create = async (name) => {
      const file = await files.create(name);
      return { ...file, sync: async () => (isSlow ? held.then(file.sync) : file.sync()) };
    };
    const journal = await openTillJournal({ ...files, create }, mint);
    isSlow = true;
    const sale = append(journal, saleAfter(journal.head(), mint));
    const read = journal.read(0, 10);
    const head = journal.settledHead();
    finish();
    expect(receiptNumbers((await read).facts)).toEqual([1]);
    expect(await head).toMatchObject({ receipts: 1, records: 1 });
    expect(await sale).toMatchObject({ status: 'appended' });
  });

  test('that does not follow the head is refused and leaves its number free', async () => {
    const journal = await open();
    const late = saleAfter(journal.head(), mint);
    await append(journal, saleAfter(journal.head(), mint));
    expect(await append(journal, late)).toMatchObject({ status: 'refused', code: 'head-moved', head: { receipts: 1 } });
    await append(journal, saleAfter(journal.head(), mint));
    expect(receiptNumbers(await readAll(journal))).toEqual([1, 2]);
  });

  test('with a receipt number that is not the next one is refused', async () => {
    const journal = await open();
    const head = journal.head();
    const skipping = saleAfter({ ...head, receipts: 4 }, mint);
    expect(await append(journal, skipping)).toMatchObject({ status: 'refused', code: 'head-moved' });
    const otherSeries = saleAfter({ ...head, series: 'T9Z' }, mint);
    expect(await append(journal, otherSeries)).toMatchObject({ status: 'refused', code: 'head-moved' });
  });

  test('of something that is no fact of this till is refused', async () => {
    const journal = await open();
    const [draft] = saleAfter(journal.head(), mint);
    if (!draft) throw new Error('a draft expected');
    const refused = { status: 'refused', code: 'fact-invalid' };
    const emptied = { fact: { ...draft.fact, body: {} } } as unknown as typeof draft;
    expect(await append(journal, [emptied])).toMatchObject(refused);
    const strange = { fact: { ...draft.fact, kind: 'OrderPlaced' } } as unknown as typeof draft;
    expect(await append(journal, [strange])).toMatchObject(refused);
    const foreign = { fact: { ...draft.fact, tenant: mint('tenant') } } as unknown as typeof draft;
    expect(await append(journal, [foreign])).toMatchObject(refused);
    expect(journal.head().records).toBe(0);
  });

  test('does not take the page’s word for a hash or a ciphertext', async () => {
    const journal = await open();
    const [draft] = saleAfter(journal.head(), mint);
    if (!draft) throw new Error('a draft expected');
    const forged = { fact: { ...draft.fact, hash: 'f'.repeat(64), private: 'A'.repeat(60) } };
    const answer = await append(journal, [forged]);
    expect(answer.status).toBe('appended');
    const facts = await readAll(journal);
    expect(chainFault(facts)).toBeNull();
    expect(facts[0]).not.toHaveProperty('private');
  });
});

describe('a start', () => {
  test('begins another epoch whose first fact names the last hash before', async () => {
    const journal = await open();
    expect(journal.head()).toMatchObject({ ctr: 0, hash: NO_HASH, records: 0 });
    await append(journal, saleAfter(journal.head(), mint));
    const { epoch, hash, journal: name } = journal.head();
    disk.kill();
    const reopened = await open();
    expect(reopened.head()).toMatchObject({ ctr: 0, hash, journal: name, receipts: 1, records: 1 });
    expect(reopened.head().epoch).not.toBe(epoch);
    await append(reopened, saleAfter(reopened.head(), mint));
    expect(chainFault(await readAll(reopened))).toBeNull();
  });

  test('remembers a new receipt series and a raised clock', async () => {
    const journal = await open();
    await append(journal, saleAfter(journal.head(), mint));
    await journal.beginSeries('T1B');
    await journal.raiseHlc(9_000_000_000_000_000);
    disk.cutPower(0);
    const reopened = await open();
    expect(reopened.head()).toMatchObject({ series: 'T1B', receipts: 0, hlc: 9_000_000_000_000_000, records: 1 });
    expect(await append(reopened, saleAfter(reopened.head(), mint))).toMatchObject({ status: 'appended' });
    expect(receiptNumbers(await readAll(reopened))).toEqual([1, 1]);
  });

  test('never lowers the clock, and keeps its numbers when told the series it has', async () => {
    const journal = await open();
    await append(journal, saleAfter(journal.head(), mint));
    const head = journal.head();
    expect(await journal.raiseHlc(1)).toEqual(head);
    expect(await journal.beginSeries('T1A')).toEqual(head);
  });
});

describe('reading', () => {
  test('goes through many segments by pages without leaving out or repeating a fact', async () => {
    let dayMs = Date.UTC(2026, 10, 1);
    const openLater = () => openTillJournal(disk.start(), mint, 0, () => dayMs);
    let journal = await openLater();
    for (let day = 0; day < 6; day += 1) {
      for (let sale = 0; sale < 4; sale += 1) await append(journal, saleAfter(journal.head(), mint));
      dayMs += 86_400_000;
    }
    expect(disk.names().filter((name) => name.endsWith('.journal')).length).toBeGreaterThan(5);
    for (const limit of [1, 3, 7, 1000]) expect(receiptNumbers(await readAll(journal, limit))).toHaveLength(24);
    await journal.close();
    for (const name of disk
      .names()
      .filter((one) => one.endsWith('.ids'))
      .slice(1))
      disk.delete(name);
    journal = await openLater();
    expect(chainFault(await readAll(journal, 5))).toBeNull();
    expect(journal.repaired()).toEqual([]);
  });

  test('finds a fact of an old segment when it is asked for again', async () => {
    let dayMs = Date.UTC(2026, 10, 1);
    const openLater = () => openTillJournal(disk.start(), mint, 0, () => dayMs);
    const journal = await openLater();
    const drafts = saleAfter(journal.head(), mint);
    await append(journal, drafts);
    for (let day = 0; day < 3; day += 1) {
      dayMs += 86_400_000;
      await append(journal, saleAfter(journal.head(), mint));
    }
    expect(await append(journal, drafts)).toMatchObject({ status: 'appended', head: { receipts: 4 } });
    disk.kill();
    const reopened = await openLater();
    expect(await append(reopened, drafts)).toMatchObject({ status: 'appended', head: { receipts: 4 } });
  });
});
