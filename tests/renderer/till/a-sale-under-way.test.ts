import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type BreakableTill, openTillBrowser, runIn } from '../../support/a-breakable-till';
import { aHub, type TestHub } from '../../support/a-hub';
import { aPin } from '../../support/a-live-till';
import { aSeller } from '../../support/a-sale';
import { onEmbeddedDatabase } from '../../support/databases';
import { redCoat } from '../../support/garments';
import { readJournal } from '../../support/till-memory';
import type { TillWindow } from '../../support/till-page/page';
import { receiptNumbers } from '../../support/verify-chain';

const clerk = { staff: aSeller, pin: aPin, gtin: redCoat.gtin ?? '' };

onEmbeddedDatabase((openDatabase) => {
  describe('a sale that is still being written to a disk that hangs', { timeout: 30_000 }, () => {
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

    async function openedTill(): Promise<BreakableTill> {
      const till = await browser.newTill(hub);
      onTestFinished(till.close);
      await till.run(openShop, clerk);
      return till;
    }

    test('shows its receipt on a page that was reloaded meanwhile, and its basket is not sold again', async () => {
      const till = await openedTill();
      await till.run(scan, clerk);
      const letGo = hang(till);
      const paying = till.run(payCash).catch(() => null);
      await expect.poll(() => till.disk.hang === null).toBe(true);
      await till.reload();
      await paying;
      const isReady = till.run(isOpen);
      setTimeout(letGo, 2_000);
      await isReady;
      const shown = await till.run(({ till: here, until }) => until(here.lastSale, (sale) => sale !== null, 20_000));
      expect(shown?.fact.body.receipt.number).toBe(1);
      expect(await till.run(({ till: here }) => here.basket.get().lines)).toEqual([]);
      expect(receiptNumbers(await till.run(readJournal))).toEqual([1]);
    });

    test('keeps its basket and its card as they are in the window that takes them over, until the journal answers', async () => {
      const till = await openedTill();
      const second = await till.openWindow();
      await runIn(second, openAgain, clerk);
      await runIn(second, scan, clerk);
      await runIn(second, async ({ till: here }) => {
        await here.takeCard({ minor: here.basket.get().totalMinor, reference: '4711' });
      });
      const letGo = hang(till);
      void runIn(second, ({ till: here }) => here.completeSale({ tenders: [] })).catch(() => null);
      await expect.poll(() => till.disk.hang === null).toBe(true);
      await second.close();
      await till.run(({ till: here, until }) => until(here.basket, ({ taken }) => taken.length === 1).then(() => null));
      const said = await till.run(async ({ till: here }, { gtin }) => {
        const { id, lines, mayStand } = here.basket.get();
        const answers = [
          await here.voidCard(0),
          here.dropBasket(id),
          here.removeLine(lines[0]?.line ?? 0),
          here.addByCode(gtin),
        ];
        return [mayStand, ...answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code))];
      }, clerk);
      expect(said).toEqual([true, 'outcome-unknown', 'outcome-unknown', 'outcome-unknown', 'outcome-unknown']);
      letGo();
      const shown = await till.run(({ till: here, until }) => until(here.lastSale, (sale) => sale !== null));
      expect(shown?.fact.body.tenders).toMatchObject([{ kind: 'card', reference: '4711' }]);
      expect(await till.run(({ till: here }) => here.basket.get())).toMatchObject({ lines: [], taken: [] });
      expect(receiptNumbers(await till.run(readJournal))).toEqual([1]);
    });

    test('that was never taken gives its basket back to the window that takes it over', async () => {
      const till = await openedTill();
      const second = await till.openWindow();
      await runIn(second, openAgain, clerk);
      await runIn(second, scan, clerk);
      await second.close();
      await till.run(({ till: here, until }) =>
        until(here.basket, ({ lines, mayStand }) => lines.length === 1 && !mayStand).then(() => null),
      );
      expect(await till.run(({ till: here }) => here.dropBasket(here.basket.get().id))).toMatchObject({ ok: true });
    });
  });
});

/** The next sync of the till's disk waits until what this answers is called. */
function hang(till: BreakableTill): () => void {
  let letGo = () => {};
  till.disk.hang = new Promise((resolve) => {
    letGo = resolve;
  });
  onTestFinished(() => letGo());
  return letGo;
}

async function isOpen({ till, until }: TillWindow): Promise<void> {
  await until(till.start, ({ stage }) => stage === 'ready');
}

async function openAgain({ till, until }: TillWindow, ask: { staff: string; pin: string }): Promise<void> {
  await until(till.start, ({ stage }) => stage === 'ready');
  await till.signIn({ staff: ask.staff as never, pin: ask.pin });
}

async function openShop({ till, until }: TillWindow, ask: { staff: string; pin: string }): Promise<void> {
  await until(till.start, ({ stage }) => stage === 'ready');
  await till.signIn({ staff: ask.staff as never, pin: ask.pin });
  const opened = await till.openShift({ floatMinor: 50_000 });
  if (!opened.ok) throw new Error(opened.refusal.code);
}

async function scan({ till }: TillWindow, { gtin }: { gtin: string }): Promise<void> {
  till.addByCode(gtin);
  await new Promise((resolve) => setTimeout(resolve, 200));
}

async function payCash({ till }: TillWindow): Promise<void> {
  await till.completeSale({ tenders: [{ kind: 'cash', givenMinor: till.basket.get().totalMinor }] });
}
