import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Happening } from '#shared/facts/happening';
import { publishPrices } from '../../../hub/catalogue/publish';
import { breakTable } from '../../support/a-broken-table';
import { aStore, aTenant } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { aCodeSender, aPhone } from '../../support/a-phone';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill, type EnrolledTill } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { factsOf } from '../../support/facts-of';
import { redCoat } from '../../support/garments';
import { idOf } from '../../support/ids';

const codes = aCodeSender();
const { sent } = codes;
const counted = (qty: number): Happening => ({
  kind: 'StockCounted',
  capture: 'typed',
  body: { lines: [{ variant: redCoat.variant, style: redCoat.style, qty }] },
});
const inJA = { kind: 'collect', store: 'JA', name: '' };
const home = { kind: 'ship', name: 'Lin', address: '1 Nanjing Road' };
let orders = 100;

eachDatabase((_engine, open) => {
  describe('an order', () => {
    let hub: TestHub;
    let till: EnrolledTill;
    let nowMs = Date.now();
    beforeAll(async () => {
      hub = await aHub(open, {}, { codeSender: codes, clock: () => nowMs, logger: pino({ level: 'silent' }) });
      till = await anEnrolledTill(hub, { nowMs: () => nowMs });
    });
    afterAll(() => hub.stop());

    const anAsk = (changes: object = {}) => {
      orders += 1;
      return {
        tenant: 'shop',
        id: idOf('order', orders),
        phone: `1390013${8000 + orders}`,
        lines: [{ variant: redCoat.variant, qty: 1, minor: 25_900 }],
        delivery: home,
        ...changes,
      };
    };
    const place = (phone: ReturnType<typeof aPhone>, ask: object) => phone.post('/v1/shop/orders', ask);
    const standing = async (id: string) => (await factsOf(hub)).filter(({ fact }) => fact.id === id);
    /** So many in the store, after everything that was put aside for earlier orders is free again. */
    const stock = async (qty: number) => {
      nowMs += 49 * 3_600_000;
      await till.tell(counted(qty));
      await hub.projectors.caughtUp({ publishesAll: true });
    };

    const setPrice = (minor: number) =>
      publishPrices(hub.context, aTenant, aStore, [
        {
          id: redCoat.style,
          currency: 'CNY',
          list: 'retail',
          version: 1,
          prices: { [redCoat.variant]: { minor, wasMinor: null } },
        },
      ] as unknown as Parameters<typeof publishPrices>[3]);

    test('sent again answers what stands, though the price is another by now', async () => {
      const phone = aPhone(hub, sent);
      const ask = anAsk();
      const first = await place(phone, ask);
      nowMs += 3_600_000;
      await setPrice(27_900);
      expect(await place(phone, ask)).toEqual(first);
      expect((await place(phone, anAsk())).json).toMatchObject({ code: 'price-changed', params: { minor: 27_900 } });
      await setPrice(25_900);
      expect(await standing(ask.id)).toHaveLength(1);
    });

    test('with another content under the same id is refused, and the first one stands', async () => {
      const phone = aPhone(hub, sent);
      const ask = anAsk();
      const { json } = await place(phone, ask);
      for (const other of [
        { lines: [{ variant: redCoat.variant, qty: 2, minor: 25_900 }] },
        { delivery: { ...home, address: '2 Nanjing Road' } },
        { phone: '13900139999' },
      ]) {
        const again = await place(phone, { ...ask, ...other });
        expect([again.status, again.json]).toMatchObject([
          409,
          { code: 'order-already-placed', params: { number: json.number } },
        ]);
      }
      const [stands, ...others] = await standing(ask.id);
      expect(others).toEqual([]);
      expect(stands?.fact.body).toMatchObject({ totalMinor: 25_900 });
    });

    test('of somebody else is not shown to who only knows its id', async () => {
      const ask = anAsk();
      await place(aPhone(hub, sent), ask);
      const stranger = await place(aPhone(hub, sent), ask);
      expect([stranger.status, stranger.json.code]).toEqual([409, 'order-already-placed']);
    });

    test('pressed many times at once stands once, and so does what it says of the phone', async () => {
      const phone = aPhone(hub, sent);
      await phone.get('/v1/shop/me?tenant=shop');
      const ask = anAsk();
      const before = (await factsOf(hub)).length;
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => place(phone, ask)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
      expect((await factsOf(hub)).length - before).toBe(2);
    });

    test('cut off half way is finished by the next press', async () => {
      const phone = aPhone(hub, sent);
      const ask = anAsk();
      const mend = await breakTable(hub.context.db, 'insert on fact', "new.kind = 'OrderPlaced'");
      expect((await place(phone, ask)).status).toBe(500);
      await mend();
      expect((await place(phone, ask)).status).toBe(200);
      expect(await standing(ask.id)).toHaveLength(1);
    });

    test('to collect is refused where the store has fewer, and says how many are left', async () => {
      await stock(1);
      const two = await place(
        aPhone(hub, sent),
        anAsk({ delivery: inJA, lines: [{ variant: redCoat.variant, qty: 2, minor: 25_900 }] }),
      );
      expect([two.status, two.json]).toMatchObject([
        409,
        { code: 'out-of-stock', params: { variant: redCoat.variant, left: 1 } },
      ]);
      const split = anAsk({
        delivery: inJA,
        lines: [1, 2].map(() => ({ variant: redCoat.variant, qty: 1, minor: 25_900 })),
      });
      expect((await place(aPhone(hub, sent), split)).json).toMatchObject({ code: 'out-of-stock' });
      const elsewhere = await place(aPhone(hub, sent), anAsk({ delivery: { ...inJA, store: 'PU' } }));
      expect(elsewhere.status).toBe(409);
      const shipped = await place(aPhone(hub, sent), anAsk());
      expect(shipped.status).toBe(200);
    });

    test('refused for stock can be asked for again another way', async () => {
      await stock(0);
      const phone = aPhone(hub, sent);
      const ask = anAsk({ delivery: inJA });
      expect((await place(phone, ask)).json).toMatchObject({ code: 'out-of-stock', params: { left: 0 } });
      expect((await place(phone, { ...ask, delivery: home })).status).toBe(200);
    });

    test('for the last piece goes to exactly one of many who press at once', async () => {
      await stock(1);
      const asks = Array.from({ length: 8 }, () => anAsk({ delivery: inJA }));
      const answers = await Promise.all(asks.map((ask) => place(aPhone(hub, sent), ask)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      for (const { status, json } of answers.filter((one) => one.status !== 200)) {
        expect([status, json]).toMatchObject([409, { code: 'out-of-stock', params: { left: 0 } }]);
      }
      await hub.projectors.caughtUp({ publishesAll: true });
      expect((await place(aPhone(hub, sent), anAsk({ delivery: inJA }))).status).toBe(409);
      const again = asks[answers.findIndex(({ status }) => status === 200)];
      const stands = await standing(again?.id ?? '');
      expect(stands).toHaveLength(1);
    });

    test('for the last piece goes to one, through whichever of two hubs they come', async () => {
      const other = await aHub(
        async () => hub.context.db,
        {},
        { clock: () => nowMs, logger: pino({ level: 'silent' }) },
      );
      try {
        await stock(1);
        const answers = await Promise.all(
          [hub, other, hub, other].map((one) => place(aPhone(one, sent), anAsk({ delivery: inJA }))),
        );
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      } finally {
        await other.stop();
      }
    });

    test('cut off half way keeps its pieces for two minutes, then they are free', async () => {
      await stock(1);
      const [first, second] = [aPhone(hub, sent), aPhone(hub, sent)];
      const ask = anAsk({ delivery: inJA });
      const mend = await breakTable(hub.context.db, 'insert on fact', "new.kind = 'OrderPlaced'");
      expect((await place(first, ask)).status).toBe(500);
      await mend();
      expect((await place(second, anAsk({ delivery: inJA }))).status).toBe(409);
      nowMs += 3 * 60_000;
      expect((await place(second, anAsk({ delivery: inJA }))).status).toBe(200);
      expect((await place(first, ask)).json).toMatchObject({ code: 'out-of-stock' });
      expect(await standing(ask.id)).toEqual([]);
      expect((await place(first, { ...ask, delivery: home })).status).toBe(200);
    });

    test('to collect is kept for two hours, and for two days for who proved the phone', async () => {
      await stock(2);
      const phone = aPhone(hub, sent);
      const ask = anAsk({ delivery: inJA });
      expect((await place(phone, ask)).json.untilMs).toBe(nowMs + 2 * 3_600_000);
      await phone.join(ask.phone);
      expect((await place(phone, anAsk({ delivery: inJA, phone: ask.phone }))).json.untilMs).toBe(
        nowMs + 48 * 3_600_000,
      );
      const another = anAsk({ delivery: inJA });
      expect((await place(phone, another)).json).toMatchObject({ code: 'out-of-stock' });
      nowMs += 2 * 3_600_000 + 1;
      await till.tell(counted(2));
      await hub.projectors.caughtUp({ publishesAll: true });
      expect((await place(phone, another)).json.untilMs).toBe(nowMs + 2 * 3_600_000);
    });

    test('of who proved nothing holds six pieces to collect at most, over all their open orders', async () => {
      await stock(30);
      const phone = aPhone(hub, sent);
      const pieces = (qty: number, changes: object = {}) =>
        anAsk({ delivery: inJA, lines: [{ variant: redCoat.variant, qty, minor: 25_900 }], ...changes });
      const tooMany = (left: number) => ({ code: 'collect-too-many', params: { most: 6, left } });
      expect((await place(phone, pieces(7))).json).toMatchObject(tooMany(6));
      const four = pieces(4);
      const first = await place(phone, four);
      expect(first.status).toBe(200);
      const three = pieces(3);
      expect((await place(phone, three)).json).toMatchObject(tooMany(2));
      expect(await place(phone, four)).toEqual(first);
      expect((await place(phone, pieces(3, { delivery: home }))).status).toBe(200);
      expect((await place(phone, pieces(2))).status).toBe(200);
      await phone.join(three.phone);
      expect((await place(phone, three)).status).toBe(200);
      expect((await place(phone, pieces(1))).json).toMatchObject(tooMany(0));
      nowMs += 2 * 3_600_000 + 1;
      expect((await place(phone, pieces(6))).status).toBe(200);
    });

    test('of many browsers under one phone that nobody proved holds no more than of one', async () => {
      await stock(30);
      const { phone: number } = anAsk();
      const pieces = (qty: number, changes: object = {}) =>
        anAsk({ delivery: inJA, phone: number, lines: [{ variant: redCoat.variant, qty, minor: 25_900 }], ...changes });
      expect((await place(aPhone(hub, sent), pieces(4))).status).toBe(200);
      const stranger = await place(aPhone(hub, sent), pieces(4));
      expect([stranger.status, stranger.json]).toMatchObject([409, { code: 'collect-too-many', params: { left: 2 } }]);
      expect((await place(aPhone(hub, sent), pieces(2))).status).toBe(200);
      expect((await place(aPhone(hub, sent), pieces(1))).json).toMatchObject({ params: { left: 0 } });
      expect((await place(aPhone(hub, sent), pieces(1, { delivery: home }))).status).toBe(200);
      expect((await place(aPhone(hub, sent), pieces(6, { phone: '13900139999' }))).status).toBe(200);
      const owner = aPhone(hub, sent);
      await owner.join(number);
      expect((await place(owner, pieces(7))).status).toBe(200);
    });

    test('counts what the tills sold', async () => {
      await stock(1);
      nowMs += 1000;
      await till.tell(aSale().withGarment(redCoat).paidInCash().numbered(90).happening());
      await hub.projectors.caughtUp({ publishesAll: true });
      expect((await place(aPhone(hub, sent), anAsk({ delivery: inJA }))).json).toMatchObject({
        code: 'out-of-stock',
        params: { left: 0 },
      });
    });

    test('at an older price is told today’s, and of which garment', async () => {
      const old = await place(aPhone(hub, sent), anAsk({ lines: [{ variant: redCoat.variant, qty: 1, minor: 100 }] }));
      expect([old.status, old.json]).toMatchObject([
        409,
        { code: 'price-changed', params: { minor: 25_900, variant: redCoat.variant } },
      ]);
    });
  });
});
