import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aHubOnDisk, type HubOnDisk } from '../../support/a-hub-on-disk';
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
import { redCoat } from '../../support/garments';
import { readLedger } from '../../support/till-memory';

const coat = redCoat.gtin ?? '';

/** Takes the first so many facts out of the ledger's own table, past the till. */
async function loseFirst(till: LiveTill, count: number): Promise<void> {
  await till.run(async (_, left) => {
    const { name } = (await indexedDB.databases()).find((one) => /-ledger-.*--facts$/.test(one.name ?? '')) ?? {};
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name ?? '');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const store = database.transaction('docs', 'readwrite').objectStore('docs');
    const rows = await new Promise<readonly { id: string; hlc: number }[]>((resolve) => {
      const reading = store.getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    for (const { id } of [...rows].sort((a, b) => a.hlc - b.hlc).slice(0, left)) store.delete(id);
    await new Promise((resolve) => store.transaction.addEventListener('complete', resolve));
    database.close();
  }, count);
}

async function idsInJournal(till: LiveTill): Promise<readonly string[]> {
  const facts = await factsInJournal(till);
  return facts.map(({ id }) => id);
}

async function restartPage(till: LiveTill): Promise<void> {
  await till.reload();
  await ready(till);
  await openForBusiness(till);
}

besideAHub('the ledger', (hub) => {
  test('gets back old facts it lost, although more were appended since than it lost', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await sell(till, coat);
    await restartPage(till);
    for (let n = 0; n < 4; n += 1) await sell(till, coat);
    await expect.poll(async () => (await till.run(readLedger)).length).toBe(6);
    await loseFirst(till, 2);
    await restartPage(till);
    await expect.poll(() => till.run(readLedger)).toEqual(await idsInJournal(till));
  });
});

describe('a fact that a hub put back to an earlier day lacks', () => {
  let shop: HubOnDisk;
  beforeEach(async () => {
    shop = await aHubOnDisk();
  });
  afterEach(() => shop.remove());

  test('is no loss while the journal has it, though ledger and memory have not', async () => {
    const till = await aLiveTill(shop.hub());
    await openForBusiness(till);
    await sell(till, coat);
    await allSent(till);
    await shop.stop();
    const putBack = shop.backUp('database');
    await shop.start();
    await till.run(({ till: here }) => here.retryNow());
    await sell(till, coat);
    await sell(till, coat);
    await allSent(till);
    await restartPage(till);
    await loseFirst(till, 4);
    await shop.stop();
    putBack();
    await shop.start();
    for (let n = 0; n < 500; n += 1) till.faults.push({ name: 'journal.read', how: 'refused', code: 'internal' });
    await restartPage(till);
    await sell(till, coat);
    await expect.poll(() => noticesOf(till), { timeout: 60_000 }).toContain('hub-restored');
    // Long enough to be asked for what the hub lacks while the journal can not be read.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    till.faults.length = 0;
    await expect
      .poll(async () => (await factsAtHub(shop.hub(), till)).map(({ id, quarantine }) => [id, quarantine]).sort(), {
        timeout: 60_000,
      })
      .toEqual((await idsInJournal(till)).map((id) => [id, null]).sort());
  }, 180_000);
});
