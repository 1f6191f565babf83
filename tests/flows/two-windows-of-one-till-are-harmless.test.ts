import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Fact } from '#shared/facts/registry';
import { type BreakableTill, openTillBrowser, runIn } from '../support/a-breakable-till';
import { aHub, type TestHub } from '../support/a-hub';
import { aPin } from '../support/a-live-till';
import { aSeller } from '../support/a-sale';
import { hashOf } from '../support/an-enrolled-till';
import { chanceOf, seedFor } from '../support/chance';
import { onEmbeddedDatabase } from '../support/databases';
import { redCoat } from '../support/garments';
import { readJournal, readLedger } from '../support/till-memory';
import type { TillWindow } from '../support/till-page/page';
import { chainFault, receiptNumbers } from '../support/verify-chain';

const clerk = { staff: aSeller, pin: aPin, gtin: redCoat.gtin ?? '' };

onEmbeddedDatabase((openDatabase) => {
  describe('two windows of one till', () => {
    let hub: TestHub;
    let browser: Awaited<ReturnType<typeof openTillBrowser>>;
    beforeAll(async () => {
      hub = await aHub(openDatabase);
      browser = await openTillBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await hub?.stop();
    });

    async function twoWindows() {
      const till = await browser.newTill(hub);
      onTestFinished(till.close);
      await till.run(openShop, clerk);
      const second = await till.openWindow();
      await runIn(second, isOpen);
      return { till, second };
    }

    test('that sell at once over a bad network number every sale once and send each once', async () => {
      const { till, second } = await twoWindows();
      till.cable.distrust('/v1/facts', chanceOf(seedFor('two windows')));
      const ask = { ...clerk, times: 20 };
      const shown = await Promise.all([till.run(sellTimes, ask), runIn(second, sellTimes, ask)]);
      await second.close();
      till.cable.distrust('/v1/facts', null);
      await till.reload();
      expect(shown.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      await everythingIsThere(till, 40);
    });

    test('one of which was closed with unsent sales: the other sends them before its own', async () => {
      const { till, second } = await twoWindows();
      till.cable.cut();
      await runIn(second, sellTimes, { ...clerk, times: 3 });
      await second.close();
      await till.restartHost();
      till.cable.mend();
      await till.run(sellTimes, { ...clerk, times: 2 });
      await till.run(allSent);
      await till.reload();
      await everythingIsThere(till, 5);
    });

    test('one of which was closed with unsent sales: the other knows them and sends them by itself', async () => {
      const { till, second } = await twoWindows();
      await till.run(allSent);
      till.cable.cut();
      await runIn(second, sellTimes, { ...clerk, times: 2 });
      await till.run(({ till: here, until }) =>
        until(here.todaysSales, (sales) => sales.length === 2).then(() => null),
      );
      expect(await till.run(({ till: here }) => here.sync.get().waiting)).toBe(2);
      await second.close();
      till.cable.mend();
      await till.run(({ till: here }) => here.retryNow());
      await everythingIsThere(till, 2);
    }, 60_000);

    test('never sell the same basket, and the one that stays takes over what the other left', async () => {
      const till = await browser.newTill(hub);
      onTestFinished(till.close);
      await till.run(openShop, clerk);
      await till.run(scan, clerk);
      const second = await till.openWindow();
      await runIn(second, isOpen);
      expect(await runIn(second, shownBaskets)).toEqual([0]);
      await runIn(second, scan, clerk);
      const shown = await Promise.all([till.run(pay, clerk), runIn(second, pay, clerk)]);
      expect([...shown].sort()).toEqual([1, 2]);
      await runIn(second, scan, clerk);
      await runIn(second, ({ till: here }) => here.takeCard({ minor: 5_000, reference: '4711' }));
      await second.close();
      await till.run(({ till: here, until }) => until(here.basket, ({ taken }) => taken.length === 1));
      expect(await till.run(pay, clerk)).toBe(3);
      await till.run(allSent);
      await till.reload();
      await everythingIsThere(till, 3);
    }, 60_000);

    test('show a receipt in the window that sold, and in the other one when that is gone', async () => {
      const { till, second } = await twoWindows();
      await runIn(second, scan, clerk);
      await runIn(second, pay, clerk);
      await till.reload();
      await till.run(isOpen);
      expect(await till.run(({ till: here }) => here.lastSale.get())).toBeNull();
      await second.close();
      const shown = await till.run(({ till: here, until }) => until(here.lastSale, (sale) => sale !== null));
      expect(shown?.fact.body.receipt.number).toBe(1);
    }, 60_000);

    test('sell a basket once, also where one is reloaded in the middle of paying', async () => {
      const { till, second } = await twoWindows();
      await till.run(scan, clerk);
      const paying = till.run(pay, clerk).catch(() => null);
      await till.reload();
      await paying;
      await till.run(isOpen);
      await runIn(second, sellTimes, { ...clerk, times: 2 });
      const left = await till.run(shownBaskets);
      const sold = left.every((pieces) => pieces === 0) ? 3 : 2;
      await second.close();
      await till.reload();
      await everythingIsThere(till, sold);
    }, 60_000);

    async function everythingIsThere(till: BreakableTill, sales: number): Promise<void> {
      await till.run(isOpen);
      await till.run(allSent);
      const stored = await till.run(readJournal);
      const facts = stored.map((one) => Fact.parse(one));
      expect(chainFault(stored)).toBeNull();
      expect(receiptNumbers(stored)).toEqual(Array.from({ length: sales }, (_, n) => n + 1));
      await expect.poll(() => till.run(readLedger), { timeout: 30_000 }).toEqual(facts.map(({ id }) => id));
      const rows = await hub.context.db.run<{ id: string; fact: Fact; quarantine: string | null }>(
        'select id, fact, quarantine from fact where device = $1 order by seq',
        [facts[0]?.device?.id],
      );
      expect(rows.map(({ id, fact, quarantine }) => [id, hashOf({ ...fact, hash: undefined }), quarantine])).toEqual(
        facts.map(({ id, hash }) => [id, hash, null]),
      );
    }
  });
});

async function isOpen({ till, until }: TillWindow): Promise<void> {
  await until(till.start, ({ stage }) => stage === 'ready');
}

async function allSent({ till, until }: TillWindow): Promise<void> {
  await until(till.sync, ({ state }) => state === 'all-sent');
}

async function openShop({ till, until }: TillWindow, { staff, pin }: { staff: string; pin: string }): Promise<void> {
  await until(till.start, ({ stage }) => stage === 'ready');
  await till.signIn({ staff: staff as never, pin });
  const opened = await till.openShift({ floatMinor: 50_000 });
  if (!opened.ok) throw new Error(opened.refusal.code);
}

async function scan({ till }: TillWindow, { gtin }: { gtin: string }): Promise<void> {
  till.addByCode(gtin);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

async function shownBaskets({ till }: TillWindow): Promise<readonly number[]> {
  return till.baskets.get().map(({ pieces }) => pieces);
}

/** Signs in and takes in cash what cards have not; answers the receipt's number. */
async function pay({ till, until }: TillWindow, ask: { staff: string; pin: string }): Promise<number> {
  await until(till.start, ({ stage }) => stage === 'ready', 30_000);
  await till.signIn({ staff: ask.staff as never, pin: ask.pin });
  const { totalMinor, taken } = till.basket.get();
  const cards = taken.reduce((sum, { minor }) => sum + minor, 0);
  for (;;) {
    const sale = await till.completeSale({ tenders: [{ kind: 'cash', givenMinor: totalMinor - cards }] });
    if (sale.ok) return sale.value.fact.body.receipt.number;
    if (sale.refusal.code !== 'head-moved') throw new Error(sale.refusal.code);
  }
}

/** Sells one garment so many times, as fast as it goes; answers the receipts' numbers. */
async function sellTimes(
  { till, until }: TillWindow,
  ask: { staff: string; pin: string; gtin: string; times: number },
): Promise<readonly number[]> {
  await until(till.start, ({ stage }) => stage === 'ready');
  await till.signIn({ staff: ask.staff as never, pin: ask.pin });
  const numbers: number[] = [];
  while (numbers.length < ask.times) {
    if (till.basket.get().lines.length === 0) till.addByCode(ask.gtin);
    const sale = await till.completeSale({ tenders: [{ kind: 'cash', givenMinor: till.basket.get().totalMinor }] });
    if (sale.ok) numbers.push(sale.value.fact.body.receipt.number);
    else if (sale.refusal.code !== 'head-moved') throw new Error(sale.refusal.code);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return numbers;
}
