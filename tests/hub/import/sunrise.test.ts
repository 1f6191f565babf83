import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StyleDocument } from '#shared/documents/documents';
import { factKinds } from '#shared/facts/registry';
import { FactId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { DAY_MS } from '#shared/kernel/time';
import { hasValidCheckDigit } from '#shared/scanning/gtin';
import type { ImportedFact } from '../../../hub/import/imported-fact';
import { readSunrise, type SunriseRegion } from '../../../hub/import/sunrise';
import { pickPrice, readPriceBook } from '../../../hub/import/sunrise-prices';

const source = fileURLToPath(new URL('../../../hub/demo/sunrise', import.meta.url));
const options = {
  tenantCode: 'sunrise',
  nowMs: Date.UTC(2026, 10, 22, 9),
  countedAtMs: Date.UTC(2026, 9, 25, 6),
};

const scratch = mkdtempSync(path.join(tmpdir(), 'seam-sunrise-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let region: SunriseRegion;
beforeAll(async () => {
  const result = await readSunrise(source, options);
  if (!result.ok) throw new Error(result.refusal.code);
  region = result.value;
});

const ofKind = (kind: ImportedFact['kind']) => region.facts.filter((fact) => fact.kind === kind);

describe('the Sunrise chain', () => {
  it('is read whole: nothing refused, everything counted', () => {
    expect(region.refused).toEqual([]);
    expect(region.counts).toEqual({
      products: 32,
      variants: 119,
      orders: 2416,
      orderLines: 6047,
      customers: 1378,
      orderedSkus: 998,
      stubs: 989,
      stockRows: 14_538,
      stockTaken: 606,
      stockUnknownSkus: 13_932,
      storesWithoutStock: 13,
    });
  });

  it('opens the five stores that hold stock, with their tax', () => {
    expect(region.stores.map(({ code, currency, taxPpm }) => [code, currency, taxPpm]).sort()).toEqual([
      ['BER', 'EUR', 190_000],
      ['CGN', 'EUR', 190_000],
      ['HAM', 'EUR', 190_000],
      ['MUC', 'EUR', 190_000],
      ['VIE', 'EUR', 200_000],
    ]);
    expect(region.stores.find(({ code }) => code === 'BER')).toMatchObject({
      name: { zh: 'Sunrise 柏林', en: 'Sunrise Berlin' },
      zone: 'Europe/Berlin',
      address: 'Unter den Linden 21, 10117 Berlin',
    });
  });

  it('knows every product by kind and brand', () => {
    const products = region.styles.filter(({ stub }) => !stub);
    expect(products.filter(({ category }) => category === null)).toEqual([]);
    expect(products.find(({ name }) => name.en === 'Shirt Polo Ralph Lauren multi')).toMatchObject({
      brand: 'Polo Ralph Lauren',
      category: 'aa-1-13-7',
      drawing: 'shirt',
    });
    expect(products.find(({ name }) => name.en.startsWith('Down jacket'))?.category).toBe('aa-1-10-2-9');
    for (const style of region.styles) StyleDocument.parse({ ...style, seq: 0 });
  });

  it('gives every variant an in-store number of its own', () => {
    const gtins = region.styles.flatMap(({ variants }) => variants.map(({ gtin }) => must(gtin, 'a barcode')));
    expect(gtins).toHaveLength(119 + 989);
    expect(new Set(gtins).size).toBe(gtins.length);
    expect(gtins.filter((gtin) => !/^029/.test(gtin) || !hasValidCheckDigit(gtin))).toEqual([]);
  });

  it('sells a chino in Berlin for the Berlin price and in Vienna for Vienna’s, and a stub for its order price', () => {
    const chino = must(
      region.styles.find(({ code }) => code === 'M0E20000000DLYA'),
      'the chino',
    );
    const first = must(chino.variants[0], 'a variant').id;
    const stub = must(
      region.styles.find(({ code }) => code === 'A0E20000000252G'),
      'a stub',
    );
    const priceIn = (code: string, style: string, variant: string) => {
      const [, prices] = must(
        [...region.prices].find(([store]) => store.code === code),
        'a store',
      );
      return prices.find(({ id }) => id === style)?.prices[variant as typeof first]?.minor;
    };
    expect([priceIn('BER', chino.id, first), priceIn('MUC', chino.id, first), priceIn('VIE', chino.id, first)]).toEqual(
      [15_450, 15_900, 19_125],
    );
    expect(priceIn('HAM', stub.id, must(stub.variants[0], 'a variant').id)).toBe(14_875);
    for (const [, prices] of region.prices) expect(prices).toHaveLength(32 + 989);
  });
});

describe('its online orders', () => {
  it('are facts that pass the door, each with the sum of its lines', () => {
    expect(region.facts.map(({ kind }) => kind).filter((kind) => kind !== 'StockCounted')).toHaveLength(
      2416 + 2 * 1378,
    );
    for (const { id, kind, body, capture } of region.facts) {
      FactId.parse(id);
      factKinds[kind].body.parse(body);
      expect(capture).toBe('import');
    }
    expect(new Set(region.facts.map(({ id }) => id)).size).toBe(region.facts.length);
    const first = ofKind('OrderPlaced')[0];
    expect(first?.body).toMatchObject({ number: '1', currency: 'EUR', totalMinor: 73_375 });
  });

  it('have one anchor per customer number, enrolled before the first order', () => {
    const enrolledAt = new Map(ofKind('CustomerEnrolled').map(({ who, atMs }) => [who, atMs]));
    expect(enrolledAt.size).toBe(1378);
    for (const order of ofKind('OrderPlaced'))
      expect(order.atMs).toBeGreaterThan(enrolledAt.get(order.who) ?? Number.POSITIVE_INFINITY);
    const claims = ofKind('IdentifierClaimed');
    expect(claims).toHaveLength(1378);
    expect(claims[0]).toMatchObject({
      body: { kind: 'customer-number', proof: 'platform' },
      secret: { value: '303' },
    });
  });

  it('have seeded dates: in the order of the file, within 541 days, none today', () => {
    const times = ofKind('OrderPlaced').map(({ atMs }) => atMs);
    expect(times.every((time, place) => place === 0 || time > (times[place - 1] ?? 0))).toBe(true);
    expect(must(times.at(-1), 'an order')).toBeLessThan(options.nowMs - (options.nowMs % DAY_MS));
    expect(must(times[0], 'an order')).toBeGreaterThan(options.nowMs - 543 * DAY_MS);
  });

  it('are the same facts when read again, whatever the day', async () => {
    const later = await readSunrise(source, { ...options, nowMs: options.nowMs + 100 * DAY_MS });
    if (!later.ok) throw new Error(later.refusal.code);
    expect(later.value.facts.map(({ id }) => id)).toEqual(region.facts.map(({ id }) => id));
  });
});

describe('its stock', () => {
  it('is counted per store, at most 500 lines a fact', () => {
    const counted = region.facts.flatMap((fact) => (fact.kind === 'StockCounted' ? [fact] : []));
    expect(counted).toHaveLength(5);
    expect(counted.reduce((sum, { body }) => sum + body.lines.length, 0)).toBe(606);
    expect(new Set(counted.map(({ store }) => store)).size).toBe(5);
    expect(Math.max(...counted.map(({ body }) => body.lines.length))).toBeLessThanOrEqual(500);
  });
});

describe('a price book', () => {
  const book = must(
    readPriceBook(
      'EUR 18750;EUR 12295 b2b;US-USD 18750;DE-EUR 15000;DE-EUR 15450#sunrise-store-berlin;EUR 19125#sunrise-store-vienna',
    ),
    'a readable book',
  );
  const pick = (key: string, country: string, currency = 'EUR') =>
    pickPrice(book, { key: `sunrise-store-${key}`, country, currency })?.minor;

  it('prefers the store’s price, then the country’s, then everyone’s, and never a group’s', () => {
    expect(pick('berlin', 'DE')).toBe(15_450);
    expect(pick('munich', 'DE')).toBe(15_000);
    expect(pick('vienna', 'AT')).toBe(19_125);
    expect(pick('paris', 'FR')).toBe(18_750);
    expect(pick('newyork', 'US', 'USD')).toBe(18_750);
    expect(pick('tokyo', 'JP', 'JPY')).toBeUndefined();
    expect(
      pickPrice(must(readPriceBook('EUR 12295 b2b'), 'a book'), { key: 'x', country: 'DE', currency: 'EUR' }),
    ).toBeNull();
  });

  it('is unreadable as a whole where one price is', () => {
    expect(readPriceBook('EUR 100;EUR many')).toBeNull();
    expect(readPriceBook('EUR 1.5')).toBeNull();
    expect(readPriceBook('')).toEqual([]);
  });
});

describe('a damaged copy', () => {
  async function readWith(change: (folder: string) => void) {
    const folder = mkdtempSync(path.join(scratch, 'copy-'));
    cpSync(source, folder, { recursive: true });
    change(folder);
    return readSunrise(folder, options);
  }
  const edit = (file: string, from: string, to: string) => (folder: string) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(path.join(folder, file), text.replace(from, to));
  };

  it.each(['40000000000', '1.5', 'many', ''])('counts no %s pieces', async (quantity) => {
    const result = await readWith(
      edit(
        'inventory-stores.csv',
        'M0E20000000DZKB,4,sunrise-store-munich',
        `M0E20000000DZKB,${quantity},sunrise-store-munich`,
      ),
    );
    expect(result.ok && result.value.refused).toEqual([
      {
        file: 'inventory-stores.csv',
        line: expect.any(Number),
        code: 'quantity-unreadable',
        params: { sku: 'M0E20000000DZKB', quantity },
      },
    ]);
  });

  it('takes no more lines of an order than an order has', async () => {
    const result = await readWith((folder) => {
      const file = path.join(folder, 'orders.csv');
      writeFileSync(
        file,
        `${readFileSync(file, 'utf8').trimEnd()}${'\n303,1,M0E20000000DZKB,497.5,1,733.75'.repeat(200)}\n`,
      );
    });
    if (!result.ok) throw new Error(result.refusal.code);
    const order = result.value.facts.find((fact) => fact.kind === 'OrderPlaced' && fact.body.number === '1');
    expect(factKinds.OrderPlaced.body.safeParse(order?.body).success).toBe(true);
    expect(new Set(result.value.refused.map(({ code }) => code))).toEqual(new Set(['order-too-large']));
  });

  it('loses its bad rows by file, line and reason, and nothing else', async () => {
    const result = await readWith((folder) => {
      edit('orders.csv', '303,1,M0E20000000DZKB,497.5,1', '303,1,M0E20000000DZKB,many,1')(folder);
      edit(
        'inventory-stores.csv',
        'M0E20000000DJ2M,5,sunrise-store-vienna',
        'M0E20000000DJ2M,5,sunrise-store-mars',
      )(folder);
      edit('products-small.csv', 'main,1,M0E20000000DWXZ,', 'main,1,,M0E20000000DWXZ,')(folder);
      edit('products-small.csv', 'EUR 18750;', 'EUR many;')(folder);
    });
    if (!result.ok) throw new Error(result.refusal.code);
    expect(result.value.refused.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['products-small.csv', 2, 'price-unreadable'],
      ['products-small.csv', 6, 'columns-wrong'],
      // The rows below a product's first row go with it, not to the product before.
      ['products-small.csv', 7, 'title-missing'],
      ['products-small.csv', 8, 'title-missing'],
      ['products-small.csv', 9, 'title-missing'],
      ['products-small.csv', 10, 'title-missing'],
      ['orders.csv', 3, 'price-unreadable'],
      ['inventory-stores.csv', 2, 'unknown-store'],
    ]);
    expect(result.value.counts).toMatchObject({ orders: 2416, orderLines: 6046, stockRows: 14_538 });
  });

  it('is refused whole where a file is missing or no table', async () => {
    const missing = await readWith((folder) => rmSync(path.join(folder, 'orders.csv')));
    expect(missing).toMatchObject({ ok: false, refusal: { code: 'file-missing', params: { file: 'orders.csv' } } });
    const garbage = await readWith((folder) => writeFileSync(path.join(folder, 'channels.json'), '{"a":'));
    expect(garbage).toMatchObject({
      ok: false,
      refusal: { code: 'json-unreadable', params: { file: 'channels.json' } },
    });
  });
});
