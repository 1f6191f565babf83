import { expect, test } from 'vitest';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsAtHub,
  type LiveTill,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';
const shirt = whiteShirt.gtin ?? '';

besideAHub('a till without a network', (hub) => {
  test('sells through a reload, and sends everything once the hub is back', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    const first = await sell(till, coat);
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    const second = await sell(till, shirt, coat);
    expect([first, second].map((number) => /-(\d{6}) · [0-9a-f]{6}$/.exec(number)?.[1])).toEqual(['000001', '000002']);
    expect(await till.run(({ till: here }) => here.sync.get().waiting)).toBe(3);
    till.cable.mend();
    await allSent(till);
    expect((await factsAtHub(hub(), till)).map(({ kind }) => kind)).toEqual([
      'ShiftOpened',
      'SaleCompleted',
      'SaleCompleted',
    ]);
  });

  test('says that it never had a catalogue, and begins to sell when the hub is there', async () => {
    const till = await aLiveTill(hub(), { isConnected: false });
    await till.run(({ till: here, until }) =>
      until(here.start, (start) => start.stage === 'installing' && start.isOffline).then(() => null),
    );
    expect(await till.run(({ till: here }) => here.addByCode('6900000000113').ok)).toBe(false);
    till.cable.mend();
    await ready(till);
    await openForBusiness(till);
    expect(await sell(till, coat)).toMatch(/000001/);
  });

  test('keeps the basket on the counter through a restart of the browser', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await till.run(({ till: here }, code) => void here.addByCode(code), coat);
    await expect.poll(() => storedDrafts(till)).toBe(1);
    till.cable.cut();
    await till.restartBrowser();
    await ready(till);
    const basket = await till.run(({ till: here }) => here.basket.get());
    expect(basket.lines.map(({ garment, netMinor }) => [garment.gtin, netMinor])).toEqual([[coat, 25_900]]);
  });
});

/** How many baskets the ledger's own store holds. */
function storedDrafts(till: LiveTill): Promise<number> {
  return till.run(async () => {
    const all = await indexedDB.databases();
    const name = all.find((one) => one.name?.includes('-ledger-') && one.name.endsWith('--drafts'))?.name ?? '';
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const counting = opening.result.transaction('docs').objectStore('docs').count();
        counting.onsuccess = () => {
          opening.result.close();
          resolve(counting.result);
        };
      };
    });
  });
}
