import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
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

async function take(context: HubContext, source: string, tenantCode: string | null = null): Promise<Imported> {
  const result = await importSource(context, { source, tenantCode, currency: null, pin: '123456' });
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
