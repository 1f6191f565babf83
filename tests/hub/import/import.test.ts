import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { PriceDocument, StyleDocument } from '#shared/documents/documents';
import { must } from '#shared/kernel/invariant';
import { readConfig } from '../../../hub/config';
import { type HubContext, openContext } from '../../../hub/context';
import { type Imported, importSource } from '../../../hub/import/import';
import { eachDatabase, type OpenDatabase } from '../../support/databases';

const scratch = mkdtempSync(path.join(tmpdir(), 'seam-import-source-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const sunrise = fileURLToPath(new URL('../../../hub/demo/sunrise', import.meta.url));

async function aContext(openEmpty: OpenDatabase): Promise<HubContext> {
  const dataDir = mkdtempSync(path.join(scratch, 'hub-'));
  return openContext(readConfig({}, { dataDir, logLevel: 'silent' }), { db: await openEmpty() });
}

const header =
  'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Barcode,Variant Price';

/** A product file of these rows. */
function aFile(...rows: readonly string[]): string {
  const file = path.join(mkdtempSync(path.join(scratch, 'file-')), 'products.csv');
  writeFileSync(file, [header, ...rows].join('\n'));
  return file;
}

const coatM = 'coat,Coat,Color,Black,Size,M,COAT-MM,6900000000113,1299.00';
const coatL = 'coat,,,Black,,L,COAT-L,,1299.00';

/** The Sunrise folder, to be changed. */
function aSunrise(): string {
  const folder = mkdtempSync(path.join(scratch, 'sunrise-'));
  cpSync(sunrise, folder, { recursive: true });
  return folder;
}

/** What tills are sent of the only style: each variant's id, SKU, barcode, size and price. */
async function sold(context: HubContext) {
  const read = async (feed: string) => {
    const [doc] = await context.db.run<{ body: never }>('select body from doc where feed like $1 and not deleted', [
      `${feed}:%`,
    ]);
    return must(doc, `a document of ${feed}`).body;
  };
  const style: StyleDocument = await read('styles');
  const { prices }: PriceDocument = await read('prices');
  const rows = await context.db.run<{ id: string }>('select id from variant order by id');
  expect(rows.map(({ id }) => id)).toEqual(style.variants.map(({ id }) => id).sort());
  return style.variants.map(({ id, sku, gtin, size }) => ({ id, sku, gtin, size, minor: prices[id]?.minor }));
}

async function take(context: HubContext, source: string, tenantCode: string | null = null): Promise<Imported> {
  const result = await importSource(context, { source, tenantCode, currency: null });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

eachDatabase((_, openEmpty) => {
  describe('importing twice', () => {
    it('leaves every document, price and fact as it was', async () => {
      const context = await aContext(openEmpty);
      const first = await take(context, sunrise);
      const count = () =>
        context.db.run(
          `select (select count(*) from fact) as facts, (select max(seq) from doc) as seq,
             (select count(*) from doc) as documents, (select count(*) from price) as prices`,
        );
      const before = await count();
      const second = await take(context, sunrise);
      expect(first.facts).toEqual({ new: 5177, changed: 0, same: 0 });
      expect(first.made?.stores).toHaveLength(5);
      for (const name of ['styles', 'variants', 'barcodes', 'prices', 'facts'] as const)
        expect(second[name]).toEqual({ new: 0, changed: 0, same: first[name].new });
      expect(second.made).toBeNull();
      expect(await count()).toEqual(before);
    });

    it('gives garments without a barcode the number they have, also from another file', async () => {
      const context = await aContext(openEmpty);
      const file = (name: string, ...rows: readonly string[]) => {
        const target = path.join(scratch, name);
        writeFileSync(target, ['Handle,Title,Variant SKU,Variant Price', ...rows].join('\n'));
        return target;
      };
      await take(context, file('a.csv', 'a,Coat,A-1,100'));
      const numbers = () => context.db.run<{ sku: string; gtin: string }>('select sku, gtin from variant order by sku');
      const [first] = await numbers();
      const second = await take(context, file('b.csv', 'b,Shirt,B-1,50', 'a,Coat,A-1,100'));
      expect([second.styles.new, second.styles.same, second.barcodes.changed]).toEqual([1, 1, 0]);
      const [again, other] = await numbers();
      expect(again).toEqual(first);
      expect(other?.gtin).toMatch(/^029/);
      expect(other?.gtin).not.toBe(first?.gtin);
    });

    it('gives a corrected SKU to the garment that has its barcode, which stays the same garment', async () => {
      const context = await aContext(openEmpty);
      await take(context, aFile(coatM, coatL));
      const [before, other] = await sold(context);
      const corrected = await take(context, aFile(coatM.replace('COAT-MM', 'COAT-M'), coatL));
      expect(corrected.refused).toEqual([]);
      expect(await sold(context)).toEqual([{ ...before, sku: 'COAT-M' }, other]);
      const again = await take(context, aFile(coatM.replace('COAT-MM', 'COAT-M'), coatL));
      expect([again.styles, again.variants]).toEqual([
        { new: 0, changed: 0, same: 1 },
        { new: 0, changed: 0, same: 2 },
      ]);
    });

    it('gives a corrected SKU to the garment of its colour and size where the file has no barcode', async () => {
      const context = await aContext(openEmpty);
      await take(
        context,
        aFile(coatL.replace('coat,,', 'coat,Coat,Color').replace('Color,Black,,', 'Color,Black,Size,')),
      );
      const [before] = await sold(context);
      await take(context, aFile('coat,Coat,Color,Black,Size,L,COAT-LARGE,,1299.00'));
      expect(await sold(context)).toEqual([{ ...before, sku: 'COAT-LARGE' }]);
    });

    it('makes a garment of its own of a SKU that another one had before', async () => {
      const context = await aContext(openEmpty);
      await take(context, aFile(coatM, coatL));
      const [before] = await sold(context);
      await take(context, aFile(coatM.replace('COAT-MM', 'COAT-M'), coatL));
      await take(context, aFile(coatM.replace('COAT-MM', 'COAT-M'), coatL, 'coat,,,Black,,MM,COAT-MM,,1299.00'));
      const now = await sold(context);
      expect(now.map(({ sku, size }) => [sku, size])).toEqual([
        ['COAT-M', 'M'],
        ['COAT-L', 'L'],
        ['COAT-MM', 'MM'],
      ]);
      expect(now[0]?.id).toBe(before?.id);
      expect(new Set(now.map(({ id }) => id)).size).toBe(3);
    });

    it('leaves a garment on sale as it was where its row is refused or missing', async () => {
      const context = await aContext(openEmpty);
      await take(context, aFile(coatM, coatL));
      const before = await sold(context);
      const refused = await take(context, aFile(coatM.replace('1299.00', 'many'), coatL.replace('1299', '1199')));
      expect(refused.refused.map(({ code }) => code)).toEqual(['price-unreadable']);
      const priced = before.map((one) => (one.size === 'L' ? { ...one, minor: 119_900 } : one));
      const bySize = (a: { size: string }, b: { size: string }) => a.size.localeCompare(b.size);
      expect((await sold(context)).sort(bySize)).toEqual(priced.sort(bySize));
      await take(context, aFile(coatM));
      expect((await sold(context)).sort(bySize)).toEqual(priced.sort(bySize));
    });

    it('refuses a barcode that a garment of another style has, and takes nothing off sale', async () => {
      const context = await aContext(openEmpty);
      await take(context, aFile(coatM, coatL));
      const before = await sold(context);
      const other = await take(context, aFile('cape,Cape,Color,Black,Size,M,CAPE-M,6900000000113,99.00'));
      expect(other.refused.map(({ code }) => code)).toEqual(['barcode-taken']);
      expect(await sold(context)).toEqual(before);
    });

    it('takes a store’s count again when it has changed, also back to an earlier one', async () => {
      const context = await aContext(openEmpty);
      const folder = aSunrise();
      const file = path.join(folder, 'inventory-stores.csv');
      const text = readFileSync(file, 'utf8');
      const counting = async (qty: number) => {
        writeFileSync(
          file,
          text.replace('M0E20000000DZKB,4,sunrise-store-munich', `M0E20000000DZKB,${qty},sunrise-store-munich`),
        );
        return (await take(context, folder)).facts.new;
      };
      await counting(5);
      expect([await counting(6), await counting(6), await counting(5), await counting(5)]).toEqual([1, 0, 1, 0]);
    });

    it('puts no euros beside another currency, and leaves the tenant as it was', async () => {
      const context = await aContext(openEmpty);
      await take(context, aFile(coatM), 'sunrise');
      const look = () =>
        context.db.run('select t.name, t.currency, s.code from tenant t join store s on s.tenant = t.id');
      const before = await look();
      const ask = (source: string, tenantCode: string, currency: string | null) =>
        importSource(context, { source, tenantCode, currency });
      expect(await ask(sunrise, 'sunrise', null)).toMatchObject({
        refusal: { code: 'currency-differs', params: { tenant: 'sunrise', has: 'CNY', asked: 'EUR' } },
      });
      expect(await ask(sunrise, 'another', 'CNY')).toMatchObject({ refusal: { code: 'currency-differs' } });
      expect(await look()).toEqual(before);
    });

    it('keeps two tenants with the same file apart', async () => {
      const context = await aContext(openEmpty);
      const file = path.join(scratch, 'both.csv');
      writeFileSync(file, 'Handle,Title,Variant SKU,Variant Price\na,Coat,A-1,100');
      const [one, two] = [await take(context, file, 'one'), await take(context, file, 'two')];
      expect([one.styles.new, two.styles.new]).toEqual([1, 1]);
      const ids = await context.db.run<{ id: string }>('select distinct id from style');
      expect(ids).toHaveLength(2);
    });
  });
});
