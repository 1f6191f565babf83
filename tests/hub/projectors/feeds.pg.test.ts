import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CustomerDocument, collections, type StockDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { AnchorId } from '#shared/kernel/ids';
import { mergeAnchorStates } from '#shared/people/fold-anchor';
import { overlayCustomer, overlayStock } from '#shared/sync/overlay';
import { open as unseal } from '../../../hub/keys/seal';
import { appendHubFact } from '../../../hub/log/append-hub-fact';
import { rebuild } from '../../../hub/projectors/rebuild';
import { aCustomer } from '../../support/a-customer';
import { anotherStore, aStore, aTenant, NOON_MS } from '../../support/a-fact';
import { aFitting } from '../../support/a-fitting';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill, type EnrolledTill } from '../../support/an-enrolled-till';
import { anOrder } from '../../support/an-order';
import { eachDatabase } from '../../support/databases';
import { blueDress, redCoat, whiteShirt } from '../../support/garments';

const counted = (...lines: readonly (readonly [typeof redCoat, number])[]): Happening => ({
  kind: 'StockCounted',
  capture: 'typed',
  body: { lines: lines.map(([{ variant, style }, qty]) => ({ variant, style, qty })) },
});

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let till: EnrolledTill;
  let neighbour: EnrolledTill;
  let mintWho: () => AnchorId;
  beforeAll(async () => {
    hub = await aHub(open);
    till = await anEnrolledTill(hub);
    neighbour = await anEnrolledTill(hub, { store: anotherStore, name: 'Pudong 1' });
    mintWho = () => AnchorId.parse(hub.context.mint('who'));
  });
  afterAll(() => hub.stop());

  const settled = () => hub.projectors.caughtUp({ publishesAll: true });
  const documents = async (from: EnrolledTill, collection: Parameters<EnrolledTill['pull']>[0]) =>
    (await from.pull(collection)).documents;

  test('every collection of a new till fits its contract', async () => {
    for (const collection of ['styles', 'prices', 'staff', 'settings'] as const) {
      const pulled = await documents(till, collection);
      expect(pulled.length).toBeGreaterThan(0);
      for (const document of pulled) collections[collection].parse(document);
    }
    expect(await documents(till, 'settings')).toMatchObject([{ id: 'settings', shopUrl: hub.url }]);
  });

  describe('stock', () => {
    test('is what was counted less what was sold since, and each till learns what of its own is in it', async () => {
      await till.tell(counted([redCoat, 5], [whiteShirt, 3]));
      const [sale] = await till.tell(aSale().withGarment(redCoat, { qty: 2 }).paidInCash().happening());
      await settled();
      const coat = (await documents(till, 'stock')).find(({ id }) => id === redCoat.style) as unknown as StockDocument;
      collections.stock.parse(coat);
      expect(coat.skus[redCoat.variant]).toMatchObject({ counted: 5, after: -2, held: 0 });
      expect(coat.seen).toBe(sale?.hlc);
      expect(overlayStock(coat, [], aStore)[redCoat.variant]).toMatchObject({ counted: 5, after: -2 });
    });

    test('of the neighbours comes as one document a style', async () => {
      await settled();
      const near = (await documents(neighbour, 'stock')).find(({ id }) => id === `near:${redCoat.style}`);
      expect(near).toMatchObject({ stores: [{ store: aStore, skus: { [redCoat.variant]: 3 } }] });
    });

    test('counted late takes the place of what was summed up meanwhile', async () => {
      const at = (minutes: number) => ({ nowMs: () => NOON_MS + minutes * 60_000 });
      const [early, counter, later] = await Promise.all([
        anEnrolledTill(hub, { name: 'Before the count', ...at(1) }),
        anEnrolledTill(hub, { name: 'Counts, and is offline', ...at(2) }),
        anEnrolledTill(hub, { name: 'After the count', ...at(3) }),
      ]);
      const unsent = counter.happen(counted([blueDress, 10]));
      await early.tell(aSale().withGarment(blueDress, { qty: 4 }).paidInCash().happening());
      await later.tell(aSale().withGarment(blueDress).paidInCash().happening());
      await settled();
      const dress = async () =>
        ((await documents(till, 'stock')).find(({ id }) => id === blueDress.style) as unknown as StockDocument).skus[
          blueDress.variant
        ];
      expect(await dress()).toMatchObject({ counted: 0, after: -5 });
      await counter.push(unsent);
      await settled();
      expect(await dress()).toMatchObject({ counted: 10, after: -1 });
    });

    test('is held for an order to collect, and free again when nobody came', async () => {
      const who = mintWho();
      const before = (await documents(till, 'stock')).find(
        ({ id }) => id === whiteShirt.style,
      ) as unknown as StockDocument;
      const untilMs = Date.now() + 900;
      const order = anOrder().by(who).toCollectIn(aStore, untilMs).withGarment(whiteShirt, 2).happening();
      await appendHubFact(hub.context, order, { tenant: aTenant, in: { stream: 'online' } });
      await settled();
      const held = (await documents(till, 'stock')).find(
        ({ id }) => id === whiteShirt.style,
      ) as unknown as StockDocument;
      expect(held.skus[whiteShirt.variant]?.held).toBe(2);
      expect(held.seq).toBeGreaterThan(before.seq);
      const task = (await documents(till, 'tasks')).find((one) => 'task' in one);
      expect(collections.tasks.parse(task)).toMatchObject({ task: { kind: 'collect', lines: [{ qty: 2 }] } });
    });
  });

  test('an open visit is shared by the store’s tills until it ends', async () => {
    const [started, taken, ended] = aFitting(7).withGarment(redCoat, 'left', 'too-small').happenings();
    await till.tell(started, taken);
    await settled();
    const open = (await documents(till, 'tasks')).filter(({ deleted }) => !deleted);
    expect(open).toContainEqual(
      expect.objectContaining({ task: expect.objectContaining({ kind: 'fitting', room: '2' }) }),
    );
    const other = await anEnrolledTill(hub, { name: 'Till 3' });
    await other.tell(ended);
    await settled();
    const after = (await documents(till, 'tasks')).find(({ id }) => id === started.body.fitting);
    expect(after).toMatchObject({ deleted: true });
    expect(Number(after?.seen)).toBeGreaterThan(0);
  });

  test('a receipt counts what another store took back of it', async () => {
    const [sale] = await till.tell(aSale().withGarment(redCoat, { qty: 3 }).paidInCash().happening());
    const original = { sale: sale?.id ?? ('' as never), line: 1 };
    await neighbour.tell(aSale().bringingBack(redCoat, { original, qty: 2 }).paidInCash().happening());
    await settled();
    const receipt = (await documents(till, 'receipts')).find(({ id }) => id === sale?.id);
    expect(collections.receipts.parse(receipt)).toMatchObject({ seen: sale?.hlc, lines: [{ qty: 3, returned: 2 }] });
  });

  describe('a customer', () => {
    test('is on the store’s tills at once, readable with the key, and on no others', async () => {
      const who = mintWho();
      const facts = await till.tell(...aCustomer(who).named('林月').withPhone('+8613800138000').happenings());
      await settled();
      const [document] = (await documents(till, 'customers')).filter(({ id }) => id === who);
      const { anchors } = CustomerDocument.parse(document);
      expect(anchors[0]).toMatchObject({ who, seen: facts.at(-1)?.hlc, state: { facts: 2 } });
      const key = hub.context.keys.of(aTenant).get(who) ?? '';
      expect(unseal(key, anchors[0]?.sealed ?? '')).toMatchObject({
        name: '林月',
        identifiers: [{ kind: 'phone', value: '+8613800138000', proof: 'typed' }],
      });
      expect((await documents(neighbour, 'customers')).some(({ id }) => id === who)).toBe(false);
      expect(await hub.context.db.run("select 1 from fact where fact::text like '%13800138000%'")).toEqual([]);
    });

    test('of many records keeps the one a clerk wrote the name in, and what was proven, however busy the others are', async () => {
      const [oldest, clerks, proven] = [mintWho(), mintWho(), mintWho()];
      const busy = Array.from({ length: 14 }, mintWho);
      const online = (happening: Happening) =>
        appendHubFact(hub.context, happening, { tenant: aTenant, in: { stream: 'online' } });
      const claimed = (who: AnchorId, proof: 'otp' | 'typed'): Happening => {
        const body = { kind: 'phone', proof } as const;
        return { kind: 'IdentifierClaimed', capture: 'typed', who, body, secret: { value: '+8613800138777' } };
      };
      await online(claimed(oldest, 'typed'));
      await online(claimed(proven, 'otp'));
      await till.tell(...aCustomer(clerks).named('林月').withPhone('+8613800138777').happenings());
      for (const who of busy) await online(anOrder().by(who).withGarment(redCoat).happening());
      for (const who of busy) {
        const anchors: [AnchorId, AnchorId] = [oldest, who];
        await appendHubFact(
          hub.context,
          { kind: 'IdentitiesLinked', capture: 'system', body: { anchors, rule: 'manager@1', evidence: [] } },
          { tenant: aTenant, in: { stream: 'people' } },
        );
      }
      await settled();
      const found = (await documents(till, 'customers')).find(({ id }) => id === oldest);
      const { anchors } = CustomerDocument.parse(found);
      expect(anchors).toHaveLength(12);
      expect(anchors.map(({ who }) => who)).toEqual(expect.arrayContaining([oldest, clerks, proven]));
      expect(mergeAnchorStates(anchors.map(({ state }) => state)).facts).toBe(18);
    });

    test('a till’s own later facts on top of its document are what the hub folds later', async () => {
      const who = mintWho();
      const first = await till.tell(
        ...aCustomer(who).named('Wang').happenings(),
        ...aFitting(21).by(who).withGarment(redCoat, 'left', 'too-small').happenings(),
      );
      await settled();
      const unsent = till.happen(aSale().to(who).withGarment(whiteShirt).paidInCash().happening());
      const pulled = async () =>
        CustomerDocument.parse((await documents(till, 'customers')).find(({ id }) => id === who));
      const before = overlayCustomer(await pulled(), [...first, ...unsent]);
      await till.push(unsent);
      await settled();
      const after = await pulled();
      expect(before?.anchors.map(({ state, seen }) => ({ state, seen }))).toEqual(
        after.anchors.map(({ state, seen }) => ({ state, seen })),
      );
      expect(overlayCustomer(after, [...first, ...unsent])).toEqual(after);
    });

    test('the same content is never written twice', async () => {
      await settled();
      const before = (await till.pull('customers')).checkpoint;
      await rebuild(hub.context, hub.projectors, aTenant);
      await settled();
      expect((await till.pull('customers', before)).documents).toEqual([]);
      for (const collection of ['stock', 'tasks', 'receipts'] as const) {
        const { checkpoint } = await till.pull(collection);
        expect((await till.pull(collection, checkpoint)).documents).toEqual([]);
      }
    });
  });

  test('a crash between folding and publishing publishes later', async () => {
    const { db } = hub.context;
    const [sale] = (await till.tell(aSale().withGarment(redCoat).paidInCash().happening())) as readonly Fact[];
    await settled();
    await db.run("delete from doc where feed like 'receipts:%'");
    await db.run("update progress set seq = 0 where projector = 'receipts:documents'");
    await till.tell(aSale().withGarment(whiteShirt).paidInCash().happening());
    await settled();
    expect((await documents(till, 'receipts')).some(({ id }) => id === sale?.id)).toBe(true);
  });
});
