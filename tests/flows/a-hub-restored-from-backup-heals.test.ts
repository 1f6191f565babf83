import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StockDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import { onHand } from '#shared/stock/fold-stock';
import { aHubOnDisk, type HubOnDisk } from '../support/a-hub-on-disk';
import {
  aLiveTill,
  allSent,
  factsAtHub,
  factsInJournal,
  type LiveTill,
  noticesOf,
  openForBusiness,
  sell,
} from '../support/a-live-till';
import { anEnrolledTill } from '../support/an-enrolled-till';
import { redCoat } from '../support/garments';

const coat = redCoat.gtin ?? '';
const counted: Happening = {
  kind: 'StockCounted',
  capture: 'typed',
  body: { lines: [{ variant: redCoat.variant, style: redCoat.style, qty: 20 }] },
};

describe('a hub put back from a backup', () => {
  let shop: HubOnDisk;
  beforeEach(async () => {
    shop = await aHubOnDisk();
  });
  afterEach(() => shop.remove());

  test.each([
    ['its database', 'database'],
    ['its whole folder', ''],
  ])(
    '(%s) gets back from its tills what it lost, each fact once, and shows what is right',
    async (_, part) => {
      const till = await aLiveTill(shop.hub());
      const counter = await anEnrolledTill(shop.hub(), { name: 'Counter', nowMs: () => Date.now() - 60_000 });
      await counter.tell(counted);
      await openForBusiness(till);
      await sell(till, coat);
      await sell(till, coat);
      await allSent(till);
      await shop.hub().projectors.caughtUp({ publishesAll: true });
      const before = shop.hub().context.generation();
      await shop.stop();
      const putBack = shop.backUp(part);

      await shop.start();
      await till.run(({ till: here }) => here.retryNow());
      for (let n = 0; n < 3; n += 1) await sell(till, coat);
      const person = await enrol(till);
      await allSent(till);
      await shop.hub().projectors.caughtUp({ publishesAll: true });
      await expect.poll(() => shownStock(till)).toBe(15);
      await untilDocumentOf(till, person);
      await shop.stop();

      putBack();
      await shop.start();
      await till.run(({ till: here }) => here.retryNow());
      await expect.poll(() => noticesOf(till)).toContain('hub-restored');
      expect(shop.hub().context.generation()).not.toBe(before);
      await expect
        .poll(async () => (await factsAtHub(shop.hub(), till)).length)
        .toBe((await factsInJournal(till)).length);
      await sell(till, coat);
      await allSent(till);

      const journal = await factsInJournal(till);
      const logged = await factsAtHub(shop.hub(), till);
      expect(logged.map(({ id, quarantine }) => [id, quarantine])).toEqual(journal.map(({ id }) => [id, null]));
      await shop.hub().projectors.caughtUp({ publishesAll: true });
      await expect.poll(() => shownStock(till)).toBe(14);
      expect(await documentStock()).toBe(14);
      await untilDocumentOf(till, person);
    },
    600_000,
  );

  /** Waits until the hub's own view of somebody enrolled here has come down. */
  function untilDocumentOf(till: LiveTill, person: string): Promise<null> {
    return till.run(
      ({ till: here, until }, who) =>
        until(
          here.person(who as never),
          (one) => one?.facts === 2 && one.unsent === 0 && one.documentAtMs !== null,
        ).then(() => null),
      person,
    );
  }

  function enrol(till: LiveTill): Promise<string> {
    return till.run(async ({ till: here }) => {
      const person = await here.enrolCustomer({ name: '沈', phone: '13800138061', language: 'zh-CN' });
      if (!person.ok) throw new Error(person.refusal.code);
      return person.value.id;
    });
  }

  function shownStock(till: LiveTill): Promise<number | null> {
    return till.run(({ till: here }, style) => here.style(style).get()?.variants[0]?.here ?? null, redCoat.style);
  }

  async function documentStock(): Promise<number | undefined> {
    const another = await anEnrolledTill(shop.hub(), { name: 'Till 3' });
    const { documents } = await another.pull('stock');
    const document = documents.find(({ id }) => id === redCoat.style) as unknown as StockDocument;
    const stock = document.skus[redCoat.variant];
    return stock && onHand(stock);
  }
});
