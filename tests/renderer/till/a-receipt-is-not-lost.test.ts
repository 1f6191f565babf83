import { expect, test } from 'vitest';
import { aLiveTill, besideAHub, type LiveTill, openForBusiness, ready, sell } from '../../support/a-live-till';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';
const shirt = whiteShirt.gtin ?? '';

/** Pays 300.00 for a coat of 259.00 and looks at nothing afterwards. */
function sellCoat(till: LiveTill): Promise<string> {
  return till.run(async ({ till: here }, gtin) => {
    here.addByCode(gtin);
    const sale = await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: 30_000 }] });
    return sale.ok ? sale.value.number : sale.refusal.code;
  }, coat);
}

function onScreen(till: LiveTill) {
  return till.run(({ till: here }) => {
    const sale = here.lastSale.get();
    return sale === null ? null : { number: sale.number, changeMinor: sale.changeMinor, isEarlier: sale.isEarlier };
  });
}

/** Waits until what the till was told to keep or forget is on the disk. */
async function closed(till: LiveTill): Promise<void> {
  await till.run(({ till: here }) => here.close());
}

besideAHub('a receipt', (hub) => {
  test('that nobody put away is there again after a reload and after a restart, with its change', async () => {
    const till = await aLiveTill(hub(), { isConnected: true });
    await openForBusiness(till);
    const number = await sellCoat(till);
    const shown = { number, changeMinor: 4_100, isEarlier: false };
    expect(await onScreen(till)).toEqual(shown);
    await till.reload();
    await ready(till);
    expect(await onScreen(till)).toEqual(shown);
    await till.restartBrowser();
    await ready(till);
    expect(await onScreen(till)).toEqual(shown);
    expect(await till.run(({ till: here }) => here.basket.get().lines.length)).toBe(0);
  });

  test('that was put away stays away', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await sellCoat(till);
    await till.reload();
    await ready(till);
    await till.run(({ till: here }) => here.putAwaySale());
    expect(await onScreen(till)).toBeNull();
    await closed(till);
    await till.reload();
    await ready(till);
    expect(await onScreen(till)).toBeNull();
  });

  test('comes back where the ledger is lost under the page, and is not missed where it is lost between pages', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    const number = await sellCoat(till);
    const loseLedger = () =>
      till.run(async () => {
        for (const { name } of await indexedDB.databases()) {
          if (name?.includes('-ledger-')) indexedDB.deleteDatabase(name);
        }
      });
    await loseLedger();
    await till.run((window) =>
      window.until(window.till.notices, (all) => all.some(({ code }) => code === 'ledger-refilled')).then(() => null),
    );
    await closed(till);
    await till.reload();
    await ready(till);
    expect(await onScreen(till)).toMatchObject({ number });
    await closed(till);
    await loseLedger();
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    expect(await onScreen(till)).toBeNull();
    expect(await till.run(({ till: here }) => here.todaysSales.get().map((sale) => sale.number))).toEqual([number]);
  });

  test('of today can be shown again: newest first, whole, and by its code', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    const first = await sell(till, coat);
    const second = await sell(till, shirt, coat);
    await till.run(({ till: here }) => {
      here.putAwaySale();
      here.putAwaySale();
    });
    await closed(till);
    await till.reload();
    await ready(till);
    await openForBusiness(till);
    const today = await till.run(({ till: here }) =>
      here.todaysSales.get().map(({ number, qr, fact }) => ({ number, qr, pieces: fact.body.lines.length })),
    );
    expect(today.map(({ number, pieces }) => [number, pieces])).toEqual([
      [second, 2],
      [first, 1],
    ]);
    const found = await till.run(async ({ till: here }, qr) => {
      const scanned = here.addByCode(qr);
      if (!scanned.ok || scanned.value.kind !== 'receipt') return 'no receipt';
      const sale = await here.findReceipt(scanned.value.code);
      return sale.ok ? sale.value.number : sale.refusal.code;
    }, today[1]?.qr ?? '');
    expect(found).toBe(first);
    expect(await onScreen(till)).toBeNull();
  });

  test('of another till is not shown here, nor is what is no receipt', async () => {
    const till = await aLiveTill(hub());
    const other = await aLiveTill(hub());
    await openForBusiness(other);
    await sellCoat(other);
    const qr = await other.run(({ till: here }) => here.lastSale.get()?.qr ?? '');
    await openForBusiness(till);
    const codes = await till.run(
      async ({ till: here }, asked) => {
        const said: string[] = [];
        for (const code of asked) {
          const sale = await here.findReceipt(code);
          said.push(sale.ok ? 'ok' : sale.refusal.code);
        }
        return said;
      },
      [qr, 'SEAM-R:1/nonsense', ''],
    );
    expect(codes).toEqual(['receipt-not-here', 'receipt-not-here', 'receipt-not-here']);
  });
});
