import { expect, test } from 'vitest';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsAtHub,
  factsInJournal,
  type LiveTill,
  noticesOf,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { aSeller } from '../../support/a-sale';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';
const shirt = whiteShirt.gtin ?? '';

async function numbersInJournal(till: LiveTill): Promise<readonly number[]> {
  const facts = await factsInJournal(till);
  return facts.flatMap((fact) => (fact.kind === 'SaleCompleted' ? [fact.body.receipt.number] : []));
}

/** Names of the IndexedDB stores of this page that hold the ledger's facts. */
async function deleteLedgerFacts(till: LiveTill): Promise<void> {
  await till.run(async () => {
    for (const { name } of await indexedDB.databases()) {
      if (name?.includes('-ledger-') && name.endsWith('--facts')) indexedDB.deleteDatabase(name);
    }
  });
}

besideAHub('a sale', (hub) => {
  test('stands once when the answer of the journal was lost', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.faults.push({ name: 'journal.append', how: 'lost' }, { name: 'journal.append', how: 'lost' });
    await sell(till, coat);
    await sell(till, shirt);
    expect(await numbersInJournal(till)).toEqual([1, 2]);
    await allSent(till);
    expect(await factsAtHub(hub(), till)).toHaveLength(3);
  });

  test('stands once when the host was gone for a moment and came back under a new epoch', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.faults.push(
      { name: 'journal.append', how: 'lost' },
      { name: 'journal.append', how: 'unreachable' },
      { name: 'journal.append', how: 'unreachable' },
    );
    const selling = sell(till, coat);
    await till.restartHost();
    await selling;
    await sell(till, shirt);
    expect(await numbersInJournal(till)).toEqual([1, 2]);
  });

  test('is of the clerk who pressed, also when nobody is signed in by the time it is written', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    for (let n = 0; n < 3; n += 1) till.faults.push({ name: 'journal.append', how: 'unreachable' });
    const selling = sell(till, coat);
    await till.run(({ till: here }) => here.signOut());
    await till.restartHost();
    await selling;
    const sale = (await factsInJournal(till)).find(({ kind }) => kind === 'SaleCompleted');
    expect(sale?.staff).toBe(aSeller);
  });

  test('stands once when the page was gone before it heard of it, and its basket is not offered again', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    for (let n = 0; n < 50; n += 1) till.faults.push({ name: 'journal.append', how: 'lost' });
    void sell(till, coat).catch(() => undefined);
    await expect.poll(() => numbersInJournal(till)).toEqual([1]);
    await till.reload();
    till.faults.length = 0;
    await ready(till);
    expect(await till.run(({ till: here }) => here.basket.get().lines.length)).toBe(0);
    await openForBusiness(till);
    await sell(till, shirt);
    expect(await numbersInJournal(till)).toEqual([1, 2]);
  });

  test('stands when the ledger can not take it, which is then filled from the journal', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await deleteLedgerFacts(till);
    await sell(till, coat);
    await expect.poll(() => noticesOf(till)).toContain('ledger-refilled');
    await sell(till, shirt);
    await till.reload();
    await ready(till);
    const receipts = await till.run(({ till: here }) => here.receipts.get().filter(({ isOwn }) => isOwn));
    expect(receipts.map(({ totalMinor }) => totalMinor)).toEqual([25_900, 25_900]);
    await allSent(till);
    expect((await factsAtHub(hub(), till)).map(({ kind }) => kind)).toEqual([
      'ShiftOpened',
      'SaleCompleted',
      'SaleCompleted',
    ]);
  });

  test('is refused without using up a number when too little was given, or no drawer is open', async () => {
    const till = await aLiveTill(hub());
    const codes = await till.run(async ({ till: here }, code) => {
      here.addByCode(code);
      const shut = await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: 99_999 }] });
      return [shut.ok ? 'ok' : shut.refusal.code];
    }, coat);
    await openForBusiness(till);
    const short = await till.run(async ({ till: here }) => {
      const answer = await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: 100 }] });
      return answer.ok ? 'ok' : answer.refusal.code;
    });
    expect([...codes, short]).toEqual(['shift-not-open', 'tender-short']);
    expect(await sell(till)).toMatch(/000001/);
  });
});
