import { expect, test } from 'vitest';
import { SkuStock, type StockDocument } from '#shared/documents/documents';
import { StyleId, VariantId } from '#shared/kernel/ids';
import { publishPrices } from '../../../hub/catalogue/publish';
import { feedOf } from '../../../hub/feeds/feeds';
import { putDocuments } from '../../../hub/feeds/put-documents';
import { newGeneration } from '../../../hub/generation';
import { appendHubFact } from '../../../hub/log/append-hub-fact';
import { aStore, aTenant } from '../../support/a-fact';
import type { TestHub } from '../../support/a-hub';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsAtHub,
  noticesOf,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { idOf } from '../../support/ids';

const coat = '06900000000113';
const coatStyle = StyleId.parse(idOf('style', 1));
const coatVariant = VariantId.parse(idOf('sku', 11));

async function setPrice(hub: TestHub, minor: number): Promise<void> {
  const price = { id: coatStyle, currency: 'CNY', list: 'retail', version: minor };
  await publishPrices(hub.context, aTenant, aStore, [
    { ...price, prices: { [coatVariant]: { minor, wasMinor: null } } },
  ]);
}

async function putStock(hub: TestHub, seen: Readonly<Record<string, number>>, stock: SkuStock): Promise<void> {
  const body: Omit<StockDocument, 'id' | 'seq' | 'seen'> = { at: 1, skus: { [coatVariant]: stock } };
  await putDocuments(hub.context, feedOf('stock', aTenant, aStore), [{ id: coatStyle, body, seen }]);
}

/** The shelf was counted before anything here was sold. */
async function countStock(hub: TestHub, qty: number): Promise<void> {
  const body = { lines: [{ variant: coatVariant, style: coatStyle, qty }] };
  await appendHubFact(
    hub.context,
    { kind: 'StockCounted', capture: 'import', body },
    { tenant: aTenant, in: { stream: 'store', store: aStore }, atMs: Date.now() - 60_000 },
  );
}

const counted = (pieces: number, countAt = 1) => SkuStock.parse({ countAt, counted: pieces, after: 0, held: 0 });

besideAHub('documents', (hub) => {
  test('change on the counter as soon as the hub has poked, while a basket is open', async () => {
    await setPrice(hub(), 25_900);
    const till = await aLiveTill(hub());
    await till.run(({ till: here }, code) => void here.addByCode(code), coat);
    await setPrice(hub(), 19_900);
    await till.run(({ till: here, until }) =>
      until(here.basket, ({ totalMinor }) => totalMinor === 19_900).then(() => null),
    );
  });

  test('that changed while nobody could be poked are here as soon as the stream of pokes stands again', async () => {
    await setPrice(hub(), 25_900);
    const till = await aLiveTill(hub());
    await till.run(({ till: here }, code) => void here.addByCode(code), coat);
    const letThrough = till.cable.hold('/v1/follow');
    await setPrice(hub(), 18_900);
    letThrough();
    await till.run(({ till: here, until }) =>
      until(here.basket, ({ totalMinor }) => totalMinor === 18_900).then(() => null),
    );
  });

  test('wait while a payment is open', async () => {
    await setPrice(hub(), 25_900);
    const till = await aLiveTill(hub());
    await till.run(({ till: here }, code) => {
      here.addByCode(code);
      here.setPaying(true);
    }, coat);
    await setPrice(hub(), 9_900);
    await expect.poll(() => till.cable.asked.filter((path) => path === '/v1/feeds/prices').length).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await till.run(({ till: here }) => here.basket.get().totalMinor)).toBe(25_900);
    await till.run(({ till: here, until }) => {
      here.setPaying(false);
      return until(here.basket, ({ totalMinor }) => totalMinor === 9_900).then(() => null);
    });
  });

  test('count own sales once: before the hub has them, and after it has', async () => {
    await setPrice(hub(), 25_900);
    const till = await aLiveTill(hub());
    await countStock(hub(), 5);
    const free = () =>
      till.run(({ till: here }, style) => here.style(style).get()?.variants[0]?.here ?? null, coatStyle);
    await expect.poll(free).toBe(5);
    await openForBusiness(till);
    await sell(till, coat, coat);
    expect(await free()).toBe(3);
    await allSent(till);
    await hub().projectors.caughtUp({ publishesAll: true });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await free()).toBe(3);
  });

  test('of another life of the hub take the place of all that came before, and what it no longer has is gone', async () => {
    await setPrice(hub(), 25_900);
    const till = await aLiveTill(hub());
    await putStock(hub(), {}, counted(5));
    const stock = () => till.run(({ till: here }) => here.sync.get().coverage.stock.have);
    await expect.poll(stock).toBe(1);
    await hub().context.db.run("delete from doc where feed like 'stock:%'");
    await newGeneration(hub().context);
    await till.run(({ till: here }) => here.retryNow());
    await expect.poll(stock).toBe(0);
    await openForBusiness(till);
    expect(await sell(till, coat)).toMatch(/000001/);
    expect(await noticesOf(till)).toContain('hub-restored');
  });

  test('of a feed that the hub no longer knows to reach so far are pulled from the start, by this till alone', async () => {
    const till = await aLiveTill(hub());
    for (const pieces of [4, 5]) await putStock(hub(), {}, counted(pieces));
    const here = () => till.run(({ till: mine }, id) => mine.style(id).get()?.variants[0]?.here ?? null, coatStyle);
    await expect.poll(here).toBe(5);
    const before = hub().context.generation();
    // Without the key that marks were made with, the hub can't tell its own word from anybody's.
    hub().context.keys.secret('checkpoints').fill(0);
    await hub().context.db.run("delete from doc where feed like 'stock:%'");
    await hub().context.db.run("update stream set last = 0 where id like 'stock:%'");
    await putStock(hub(), {}, counted(7));
    await till.run(({ till: mine }) => mine.retryNow());
    await expect.poll(here).toBe(7);
    expect(hub().context.generation()).toBe(before);
    expect(await noticesOf(till)).not.toContain('hub-restored');
  });

  test('that remember a later fact than the till does show that it was put back to an earlier day', async () => {
    await setPrice(hub(), 25_900);
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await allSent(till);
    const [{ device, hlc }] = await lastOf(hub(), till);
    const later = hlc + 3_600_000_000;
    await putStock(hub(), { [device]: later }, counted(9));
    await expect.poll(() => noticesOf(till)).toContain('restored');
    await sell(till, coat);
    await allSent(till);
    const [last] = await lastOf(hub(), till);
    expect(last.hlc).toBeGreaterThan(later);
    expect(await till.run(({ till: here }, style) => here.style(style).get()?.variants[0]?.here, coatStyle)).toBe(8);
  });

  test('say honestly how much of each feed is here', async () => {
    const till = await aLiveTill(hub());
    const coverage = await till.run(({ till: here, until }) =>
      until(here.sync, (sync) => sync.coverage.styles.isComplete && sync.coverage.settings.isComplete).then(
        (sync) => sync.coverage,
      ),
    );
    expect(coverage.styles).toMatchObject({ have: 3, of: 3, isComplete: true });
    till.cable.cut();
    await till.reload();
    await ready(till);
    const kept = await till.run(({ till: here, until }) =>
      until(here.sync, ({ isOffline, coverage }) => isOffline && coverage.styles.isComplete).then(
        ({ coverage }) => coverage.styles,
      ),
    );
    expect(kept).toMatchObject({ have: 3, isComplete: true });
    expect(kept.heardAtMs).toBeLessThan(Date.now());
  });
});

async function lastOf(hub: TestHub, till: Parameters<typeof factsAtHub>[1]) {
  const facts = await factsAtHub(hub, till);
  const rows = await hub.context.db.run<{ device: string; hlc: number }>('select device, hlc from fact where id = $1', [
    facts.at(-1)?.id,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error('a fact is there');
  return [row] as const;
}
