import { expect, test } from 'vitest';
import { CustomerDocument } from '#shared/documents/documents';
import { AnchorId } from '#shared/kernel/ids';
import { aStore } from '../support/a-fact';
import { aLiveTill, allSent, besideAHub, type LiveTill, openForBusiness } from '../support/a-live-till';
import { aSignedInManager } from '../support/a-manager';
import { aCodeSender, aPhone } from '../support/a-phone';
import { anEnrolledTill, answered } from '../support/an-enrolled-till';
import { factsOf, foldedFrom } from '../support/facts-of';
import { redCoat, whiteShirt } from '../support/garments';
import { idOf } from '../support/ids';

const phone = '13800138011';
const messages = { purpose: 'marketing', channel: 'message' } as const;
const mails = { purpose: 'marketing', channel: 'email' } as const;
const codes = aCodeSender();

/** Enrols somebody who agrees to messages, tries two garments on, buys one, and no longer wants messages. */
function comeToTheStore(till: LiveTill, number: string): Promise<string> {
  return till.run(
    async ({ till: here }, ask) => {
      const must = <Value>(answer: { ok: true; value: Value } | { ok: false; refusal: { code: string } }): Value => {
        if (!answer.ok) throw new Error(answer.refusal.code);
        return answer.value;
      };
      const consent = { purpose: 'marketing', channel: 'message' } as const;
      const { id } = must(
        await here.enrolCustomer({ name: '林月', phone: ask.number, language: 'zh-CN', consents: [consent] }),
      );
      const { id: fitting } = must(await here.startFitting({ room: '1', who: id }));
      for (const code of ask.gtins) must(await here.takeIn({ fitting, code }));
      must(
        await here.endFitting({
          fitting,
          garments: [
            { piece: 1, outcome: 'bought', reason: null },
            { piece: 2, outcome: 'left', reason: 'too-small' },
          ],
        }),
      );
      const { totalMinor } = here.basket.get();
      must(await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: totalMinor }] }));
      must(await here.changeConsent({ person: id, ...consent, granted: false, language: 'zh-CN' }));
      return id;
    },
    { number, gtins: [redCoat.gtin ?? '', whiteShirt.gtin ?? ''] },
  );
}

/** The person as this till shows it, once it consists of so many anchors. */
function shown(till: LiveTill, person: string, anchors: number) {
  return till.run(
    async ({ till: here, until }, ask) => {
      const view = here.person(ask.person as never);
      const found = await until(
        view,
        (one) => one?.anchors.length === ask.anchors && one.unsent === 0 && one.name !== null,
        20_000,
      );
      if (found === null) throw new Error('nobody');
      return {
        anchors: found.anchors,
        facts: found.facts,
        name: found.name,
        consents: found.consents.filter(({ on }) => on).map(({ purpose, channel }) => `${purpose} ${channel}`),
        tags: found.tags.map(({ tag, evidence }) => [tag, evidence.map(({ fact }) => fact).sort()] as const),
      };
    },
    { person, anchors },
  );
}

/** Whom the clerk finds by the end of a phone number. */
async function found(till: LiveTill, digits: string): Promise<readonly string[]> {
  return (await till.run(({ till: here }, typed) => here.findPeople(typed).map(({ id }) => id), digits)).toSorted();
}

besideAHub(
  'the same phone at the till and online',
  (hub) => {
    test('becomes one person by itself, comes apart whole, and no consent grows by it', async () => {
      const till = await aLiveTill(hub());
      await openForBusiness(till);
      const inStore = await comeToTheStore(till, phone);
      await allSent(till);
      const before = await shown(till, inStore, 1);
      expect(before).toMatchObject({ name: '林月', consents: [] });

      await countCoats(3);
      const online = aPhone(hub(), codes.sent);
      await online.post('/v1/shop/visits', { gtin: redCoat.gtin, store: 'JA', placement: 'label' });
      expect((await online.join(phone, [messages, mails])).status).toBe(200);
      const order = await online.post('/v1/shop/orders', {
        tenant: 'shop',
        id: idOf('order', 41),
        phone,
        lines: [{ variant: redCoat.variant, qty: 1, minor: 25_900 }],
        delivery: { kind: 'collect', store: 'JA', name: '' },
      });
      expect(order.status).toBe(200);

      const one = await shown(till, inStore, 2);
      const facts = await factsOf(hub());
      const [, onPhone] = one.anchors;
      if (onPhone === undefined) throw new Error('two anchors');
      const halves = [AnchorId.parse(inStore), onPhone].map((who) => foldedFrom(facts, who));
      expect(one.facts).toBe((halves[0]?.facts ?? 0) + (halves[1]?.facts ?? 0));
      expect(halves[0]?.facts).toBe(before.facts);
      expect(one.consents).toEqual(['marketing email']);
      expect(await tillDocument(inStore)).toEqual(halves);

      const manager = await aSignedInManager(hub(), 'joins');
      const person = answered(await manager.call('read-person', { params: { person: AnchorId.parse(inStore) } }));
      expect(person.identities.map(({ who, because }) => [who, because !== null])).toEqual([
        [inStore, false],
        [onPhone, true],
      ]);
      expect(new Set(person.timeline.map(({ source }) => source))).toEqual(new Set(['store', 'online']));

      const reason = 'a mother and her daughter';
      const params = { person: AnchorId.parse(inStore) };
      answered(await manager.call('separate-identity', { params, body: { who: onPhone, reason } }));
      expect(await shown(till, inStore, 1)).toEqual(before);
      await hub().projectors.caughtUp({ publishesAll: true });
      await till.run(({ till: here, until }, ask) => until(here.person(ask as never), (one) => one !== null), onPhone);
      expect(await shown(till, inStore, 1)).toEqual(before);
      await expect.poll(() => found(till, '8011')).toEqual([inStore, onPhone].sort());
      expect(await tillDocument(inStore)).toEqual([halves[0]]);
      const other = answered(await manager.call('read-person', { params: { person: onPhone } }));
      expect(
        other.consents
          .filter(({ on }) => on)
          .map(({ channel }) => channel)
          .sort(),
      ).toEqual(['email', 'message']);

      answered(await manager.call('link-identities', { params, body: { with: onPhone, reason: 'one after all' } }));
      expect(await shown(till, inStore, 2)).toEqual(one);
    });

    /** Only what is in the store can be ordered to collect. */
    async function countCoats(qty: number): Promise<void> {
      const stockroom = await anEnrolledTill(hub(), { store: aStore, name: 'Stockroom', nowMs: Date.now });
      const lines = [{ variant: redCoat.variant, style: redCoat.style, qty }];
      await stockroom.tell({ kind: 'StockCounted', capture: 'scan', body: { lines } });
      await hub().projectors.caughtUp();
    }

    /** The states that a till of this store is sent, anchor by anchor. */
    async function tillDocument(person: string) {
      await hub().projectors.caughtUp({ publishesAll: true });
      const second = await anEnrolledTill(hub(), { store: aStore, name: 'Till 2' });
      const { documents } = await second.pull('customers');
      const document = CustomerDocument.parse(documents.find(({ id }) => id === person));
      return document.anchors.map(({ state }) => state);
    }
  },
  { codeSender: codes },
);
