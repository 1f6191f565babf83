import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { StyleDocument } from '#shared/documents/documents';
import { must } from '#shared/kernel/invariant';
import { hasValidCheckDigit } from '#shared/scanning/gtin';
import { readShopifyCsv, type ShopifyCatalogue } from '../../../hub/import/shopify-csv';

const folder = mkdtempSync(path.join(tmpdir(), 'seam-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function file(content: string | Buffer): string {
  files += 1;
  const name = path.join(folder, `products-${files}.csv`);
  writeFileSync(name, content);
  return name;
}

async function read(content: string | Buffer): Promise<ShopifyCatalogue> {
  const result = await readShopifyCsv(file(content), { tenantCode: 'test', currency: 'CNY' });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

async function refusalOf(content: string | Buffer): Promise<string> {
  const result = await readShopifyCsv(file(content), { tenantCode: 'test', currency: 'CNY' });
  return result.ok ? 'went in' : result.refusal.code;
}

const header =
  'Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Barcode,Variant Price,Variant Compare At Price,Image Src';
const rows = (...lines: readonly string[]) => [header, ...lines].join('\n');

describe('a product file', () => {
  it('makes one style of all rows with the same handle, and one variant of each', async () => {
    const { styles, prices, refused } = await read(
      rows(
        'silk,真丝衬衫,Seam,Shirts,Color,Navy Blue,Size,M,S-1,2000015970006,1180.00,1480,',
        'silk,,,,,Ivory,,S,S-2,2000015970013,1180.00,,',
        'coat,Wool coat,Seam,,Color,Black,Size,L,C-1,2000015970020,2980,,',
        'silk,,,,,Navy Blue,,S,S-3,2000015970037,1180.5,,',
      ),
    );
    expect(refused).toEqual([]);
    const [silk, coat] = styles;
    expect(silk).toMatchObject({
      code: 'silk',
      name: { zh: '真丝衬衫', en: '真丝衬衫' },
      brand: 'Seam',
      category: 'aa-1-13-7',
      drawing: 'shirt',
      stub: false,
      sizes: ['S', 'M'],
    });
    expect(silk?.colours.map(({ name, value }) => [name.zh, value])).toEqual([
      ['藏青', 'color__navy'],
      ['象牙白', 'color__white'],
    ]);
    expect(silk?.variants.map(({ sku, gtin }) => [sku, gtin])).toEqual([
      ['S-1', '02000015970006'],
      ['S-2', '02000015970013'],
      ['S-3', '02000015970037'],
    ]);
    expect(Object.values(prices[0]?.prices ?? {})).toEqual([
      { minor: 118_000, wasMinor: 148_000 },
      { minor: 118_000, wasMinor: null },
      { minor: 118_050, wasMinor: null },
    ]);
    expect(coat?.category).toBe('aa-1-10-2-5');
    for (const style of styles) StyleDocument.parse({ ...style, seq: 1 });
  });

  it('reads a byte order mark, CRLF, line breaks and commas inside quotes, and quoted numbers', async () => {
    const { styles, refused } = await read(
      `\ufeff${rows(
        'a,"Coat, long\nand ""warm""",Seam,Coats,Size,M,,,\'A-1,\'2000015970006,100,,',
        'bad,,,,,,,,B-1,,100,,',
        'b,Hat,Seam,Hats,Title,Default Title,,,B-2,,80,,',
      ).replaceAll('\n', '\r\n')}\r\n`,
    );
    expect(styles[0]?.name.en).toBe('Coat, long\r\nand "warm"');
    expect(styles[0]?.variants[0]).toMatchObject({ sku: 'A-1', gtin: '02000015970006', size: 'M' });
    expect(styles[1]?.variants[0]).toMatchObject({ sku: 'B-2', size: 'One Size', colour: 'one' });
    expect(refused.map(({ line, code }) => [line, code])).toEqual([[4, 'title-missing']]);
  });

  it('takes the title from whichever row of the product says it', async () => {
    const { styles, refused } = await read(
      rows('a,,,,Size,S,,,A-1,2000015970006,100,,', 'a,Coat,Seam,Coats,Size,M,,,A-2,2000015970013,100,,'),
    );
    expect(refused).toEqual([]);
    expect(styles[0]).toMatchObject({ name: { en: 'Coat' }, sizes: ['S', 'M'] });
  });

  it('does not take a row that only adds a picture for a bad one', async () => {
    const { styles, pictures, refused } = await read(
      rows('a,Coat,Seam,Coats,Size,S,,,A-1,2000015970006,100,,https://x/1.jpg', 'a,,,,,,,,,,,,https://x/2.jpg'),
    );
    expect([styles[0]?.variants.length, pictures, refused]).toEqual([1, 1, []]);
  });

  it('joins a third option to the size, so that no two garments look alike', async () => {
    const head =
      'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant Price';
    const { styles } = await read(`${head}\nj,Jeans,Length,32,Size,30,Colour,Raw indigo,590`);
    expect(styles[0]?.variants[0]).toMatchObject({ size: '30/32', colour: 'raw indigo' });
  });
});

describe('a garment without SKU or barcode', () => {
  const content = rows('a,Coat,Seam,Coats,Color,Black,Size,S,,,100,,', 'a,,,,,Black,,M,,,100,,');

  it('gets an in-store EAN-13 with prefix 29 that depends on the garment alone', async () => {
    const first = await read(content);
    const again = await read(content);
    expect(first.barcodesGiven).toBe(2);
    expect(first).toEqual(again);
    const gtins = must(first.styles[0], 'a style').variants.map(({ gtin }) => must(gtin, 'a barcode'));
    expect(new Set(gtins).size).toBe(2);
    for (const gtin of gtins) {
      expect(gtin).toMatch(/^029\d{11}$/);
      expect(hasValidCheckDigit(gtin)).toBe(true);
    }
    expect(first.styles[0]?.variants.map(({ sku }) => sku)).toEqual(['a/Black/S', 'a/Black/M']);
  });

  it('keeps the number it has, and makes way for one another garment has', async () => {
    const alone = must((await read(content)).styles[0], 'a style');
    const [s, m] = alone.variants.map((variant) => must(variant, 'a variant'));
    const known = [
      { ...must(s, 'S'), style: alone.id, gtin: '02900000000018' },
      { ...must(m, 'M'), style: alone.id, gtin: must(s, 'S').gtin },
    ];
    const result = await readShopifyCsv(file(content), { tenantCode: 'test', currency: 'CNY', known });
    if (!result.ok) throw new Error(result.refusal.code);
    const variants = must(result.value.styles[0], 'a style').variants;
    expect(variants.map(({ gtin }) => gtin)).toEqual(['02900000000018', s?.gtin]);
  });
});

describe('a bad row is refused with its line and reason, and the rest goes in', () => {
  it.each([
    [',Coat,Seam,,Size,S,,,X-1,,100,,', 'handle-missing'],
    ['x,Coat,Seam,,Size,S,,,X-1,2000015970007,100,,', 'check-digit-wrong'],
    ['x,Coat,Seam,,Size,S,,,X-1,ABC-1,100,,', 'gtin-not-digits'],
    ['x,Coat,Seam,,Size,S,,,X-1,2.00002E+12,100,,', 'barcode-rounded'],
    ['x,Coat,Seam,,Size,S,,,X-1,2000015970006,100,,', 'barcode-taken'],
    ['x,Coat,Seam,,Size,S,,,OK-1,,100,,', 'sku-doubled'],
    ['x,Coat,Seam,,Size,S,,,X-1,,,,', 'price-missing'],
    ['x,Coat,Seam,,Size,S,,,X-1,,"1,299.00",,', 'price-unreadable'],
    ['x,Coat,Seam,,Size,S,,,X-1,,-5,,', 'price-unreadable'],
    ['x,Coat,Seam,,Size,S,,,X-1,,9.999,,', 'price-unreadable'],
    ['x,Coat,Seam,,Size,S,,,X-1,,100,free,', 'price-unreadable'],
    ['ok,,,,Size,s,,,X-1,,100,,', 'option-doubled'],
    ['x,Coat', 'columns-wrong'],
    ['x,Co\ufffdat,Seam,,Size,S,,,X-1,,100,,', 'text-unreadable'],
    ['x,5" heel "tall",Seam,,Size,S,,,X-1,,100,,', 'row-unreadable'],
    [`x,Coat,Seam,,Size,S,,,${'S'.repeat(81)},,100,,`, 'sku-too-long'],
    [`x,${'T'.repeat(201)},Seam,,Size,S,,,X-1,,100,,`, 'title-too-long'],
  ])('%s: %s', async (row, code) => {
    const { styles, refused } = await read(
      rows(
        'ok,Shirt,Seam,Shirts,Size,S,,,OK-1,2000015970006,100,,',
        row,
        'ok2,Shirt,Seam,Shirts,Size,S,,,OK-2,2000015970013,100,,',
      ),
    );
    expect(refused.map(({ file: name, line, code: why }) => [name, line, why])).toEqual([
      [path.basename(path.join(folder, `products-${files}.csv`)), 3, code],
    ]);
    expect(styles.map(({ code: style }) => style)).toEqual(['ok', 'ok2']);
  });

  it('keeps what stood before a quote that is never closed', async () => {
    const { styles, refused } = await read(
      rows('ok,Shirt,Seam,Shirts,Size,S,,,OK-1,,100,,', 'x,"Coat,Seam,,Size,S,,,X-1,,100,,', 'y,Coat,,,,,,,Y,,1,,'),
    );
    expect(styles.map(({ code }) => code)).toEqual(['ok']);
    expect(refused).toMatchObject([{ line: 3, code: 'quote-not-closed' }]);
  });

  it('refuses every row of a product that never says its title', async () => {
    const { styles, refused } = await read(rows('x,,,,Size,S,,,X-1,,1,,', 'x,,,,Size,M,,,X-2,,1,,'));
    expect(styles).toEqual([]);
    expect(refused.map(({ line, code }) => [line, code])).toEqual([
      [2, 'title-missing'],
      [3, 'title-missing'],
    ]);
  });
});

describe('a file that is no product file is refused whole', () => {
  it.each([
    ['nothing', '', 'file-empty'],
    ['spaces', ' \n\n', 'file-empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0x2c]), 'file-not-text'],
    ['a letter', 'Dear Sir\nor Madam', 'file-not-csv'],
    ['semicolons', header.replaceAll(',', ';'), 'delimiter-wrong'],
    ['tabs', header.replaceAll(',', '\t'), 'delimiter-wrong'],
    ['another table', 'sku,stock\na,1', 'columns-missing'],
    ['a header alone', `${header}\n`, 'rows-missing'],
    ['a header and empty rows', `${header}\n,,,,,,,,,,,,\n`, 'rows-missing'],
  ])('%s', async (_, content, code) => {
    expect(await refusalOf(content)).toBe(code);
  });

  it('a file that is not there', async () => {
    const result = await readShopifyCsv(path.join(folder, 'no.csv'), { tenantCode: 'test', currency: 'CNY' });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'file-missing', params: { file: 'no.csv' } } });
  });
});

const catalogue = fileURLToPath(new URL('../../../../shared/data/styles-27k/catalogue-shopify.csv', import.meta.url));
describe.skipIf(!existsSync(catalogue))('the 50,969 variants of styles-27k (needs ../shared/data)', () => {
  it('are 3,009 styles, none refused, every barcode valid and used once', async () => {
    const result = await readShopifyCsv(catalogue, { tenantCode: 'test', currency: 'CNY' });
    if (!result.ok) throw new Error(result.refusal.code);
    const { styles, prices, refused, barcodesGiven } = result.value;
    const variants = styles.flatMap((style) => style.variants);
    expect([styles.length, variants.length, prices.length, refused.length, barcodesGiven]).toEqual([
      3009, 50_969, 3009, 0, 0,
    ]);
    expect(new Set(variants.map(({ id }) => id)).size).toBe(50_969);
    expect(new Set(variants.map(({ gtin }) => gtin)).size).toBe(50_969);
    expect(styles.filter(({ category }) => category === null)).toEqual([]);
    expect(styles.flatMap(({ colours }) => colours).filter(({ value }) => value === null)).toEqual([]);
    for (const style of styles) StyleDocument.parse({ ...style, seq: 0 });
  });
});
