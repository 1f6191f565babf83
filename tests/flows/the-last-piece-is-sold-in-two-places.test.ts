import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StockDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { free, onHand } from '#shared/stock/fold-stock';
import { overlayStock } from '#shared/sync/overlay';
import { aStore } from '../support/a-fact';
import { aHub, type TestHub } from '../support/a-hub';
import { aCodeSender, aPhone } from '../support/a-phone';
import { aSale } from '../support/a-sale';
import { anEnrolledTill, answered, type EnrolledTill } from '../support/an-enrolled-till';
import { eachDatabase } from '../support/databases';
import { redCoat } from '../support/garments';
import { idOf } from '../support/ids';

const one = aSale().withGarment(redCoat).paidInCash().happening();
const counted = (qty: number): Happening => ({
  kind: 'StockCounted',
  capture: 'typed',
  body: { lines: [{ variant: redCoat.variant, style: redCoat.style, qty }] },
});
const codes = aCodeSender();

eachDatabase((_engine, openDatabase) => {
  describe('the last piece', () => {
    let hub: TestHub;
    let tills: readonly EnrolledTill[];
    beforeAll(async () => {
      hub = await aHub(openDatabase, {}, { codeSender: codes });
      tills = [
        await anEnrolledTill(hub, { nowMs: Date.now }),
        await anEnrolledTill(hub, { name: 'Till 2', nowMs: Date.now }),
      ];
    });
    afterAll(() => hub.stop());

    /** The coat as a till shows it: its document with its own facts on top. */
    async function coatAt(till: EnrolledTill, own: readonly Fact[]) {
      const { documents } = await till.pull('stock');
      const document = documents.find(({ id }) => id === redCoat.style) as unknown as StockDocument | undefined;
      const coat = overlayStock(document ?? null, own, aStore)[redCoat.variant];
      return coat && { onHand: onHand(coat), free: free(coat) };
    }

    test('is sold on two offline tills and held for an order online: nobody is stopped, and all end at one number', async () => {
      const [first, second] = tills;
      if (!first || !second) throw new Error('two tills');
      const own: [Fact[], Fact[]] = [[], []];
      own[0].push(...(await first.tell(counted(1))));
      await hub.projectors.caughtUp({ publishesAll: true });

      own[0].push(...first.happen(one));
      own[1].push(...second.happen(one));
      expect(await coatAt(first, own[0])).toEqual({ onHand: 0, free: 0 });
      expect(await coatAt(second, own[1])).toEqual({ onHand: 0, free: 0 });

      const order = await aPhone(hub, codes.sent).post('/v1/shop/orders', {
        tenant: 'shop',
        id: idOf('order', 51),
        phone: '13800138031',
        lines: [{ variant: redCoat.variant, qty: 1, minor: 25_900 }],
        delivery: { kind: 'collect', store: 'JA', name: '' },
      });
      expect(order.status).toBe(200);

      for (const facts of [own[1], own[1], own[0].slice(-1), own[0].slice(-1)]) {
        const till = facts === own[1] ? second : first;
        expect(answered(await till.push(facts)).quarantined).toEqual([]);
      }
      await hub.projectors.caughtUp({ publishesAll: true });
      for (const [index, till] of [first, second].entries()) {
        expect(await coatAt(till, own[index] ?? [])).toEqual({ onHand: -1, free: -2 });
      }

      const late = await anEnrolledTill(hub, { name: 'Till 3', nowMs: Date.now });
      expect(await coatAt(late, [])).toEqual({ onHand: -1, free: -2 });
      await second.tell(counted(0));
      await hub.projectors.caughtUp({ publishesAll: true });
      for (const till of [first, second, late]) expect(await coatAt(till, [])).toEqual({ onHand: 0, free: -1 });
    });
  });
});
