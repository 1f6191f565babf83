import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../hub/config';
import { openContext } from '../../../hub/context';
import { enrolDevice } from '../../../hub/devices/enrolment';
import { verifierOf } from '../../../hub/import/pin-verifier';
import { runImport } from '../../../hub/import/run-import';

// Each run opens a hub's folder as the command does, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const scratch = mkdtempSync(path.join(tmpdir(), 'seam-run-import-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function run(...args: readonly string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const code = await runImport(args, {}, { say: (line) => said.push(line), warn: (line) => warned.push(line) });
  return { code, said: said.join('\n'), warned: warned.join('\n') };
}

/** `styles 2 new 0 changed 0 as before` → [2, 0, 0] */
function tally(said: string, name: string): readonly number[] {
  const line = said.split('\n').find((text) => text.trim().startsWith(name)) ?? '';
  return [...line.matchAll(/([\d,]+) (?:new|changed|as before)/g)].map(([, count]) =>
    Number(count?.replaceAll(',', '')),
  );
}

const products = path.join(scratch, 'products.csv');
const header = 'Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Barcode,Variant Price';
const write = (...rows: readonly string[]) => writeFileSync(products, [header, ...rows].join('\n'));
const shirtS = 'shirt,Silk shirt,Seam,Shirts,Size,S,S-S,2000015970006,1180';
const shirtM = 'shirt,,,,,M,S-M,,1180';

describe('importing a product file into a hub', () => {
  const data = path.join(scratch, 'csv');

  it('makes the tenant, says every count and the refused row, and succeeds', async () => {
    write(shirtS, shirtM, 'coat,Coat,Seam,Coats,Size,S,C-S,2000015970013,many');
    const { code, said, warned } = await run('--data', data, products);
    expect([code, warned]).toEqual([0, '']);
    expect(['styles', 'variants', 'barcodes', 'prices'].map((name) => tally(said, name))).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [2, 0, 0],
      [2, 0, 0],
    ]);
    expect(said).toContain('products.csv:4: price "many" can\'t be read; write 1299.00 (price-unreadable)');
    expect(said).toMatch(/with the code [2-9A-Z]{5}-[2-9A-Z]{5} .*\n.*PIN \d{6}\./);
  });

  it('changes nothing the second time', async () => {
    const { code, said } = await run('--data', data, products);
    expect(code).toBe(0);
    expect(['styles', 'variants', 'barcodes', 'prices'].map((name) => tally(said, name))).toEqual([
      [0, 0, 1],
      [0, 0, 2],
      [0, 0, 2],
      [0, 0, 2],
    ]);
    expect(said).not.toMatch(/\b[1-9]\d* (new|changed)\b/);
  });

  it('takes a changed price and a new size, and raises the list version of what changed', async () => {
    write(shirtS.replace('1180', '980'), shirtM, 'shirt,,,,,L,S-L,,1180');
    const { said } = await run('--data', data, products);
    expect([tally(said, 'styles'), tally(said, 'variants'), tally(said, 'prices')]).toEqual([
      [0, 1, 0],
      [1, 0, 2],
      [1, 1, 1],
    ]);
    const context = await openContext(readConfig({}, { dataDir: path.join(data, 'hub'), logLevel: 'silent' }));
    const rows = await context.db.run<{ minor: number; version: number }>(
      'select minor, version from price order by minor',
    );
    const documents = await context.db.run<{ feed: string }>(`select feed from doc where feed like 'prices:%'`);
    await context.close();
    expect(rows).toEqual([
      { minor: 98_000, version: 2 },
      { minor: 118_000, version: 2 },
      { minor: 118_000, version: 2 },
    ]);
    expect(documents).toHaveLength(1);
  });

  it('shows a code and a PIN that work until the tenant has a till, however often it was imported', async () => {
    const shown = async () => {
      const { said } = await run('--data', data, products);
      const [, code, pin] = /with the code ([2-9A-Z]{5}-[2-9A-Z]{5}) .*\n.*PIN (\d{6})\./.exec(said) ?? [];
      return { code, pin };
    };
    const [lost, seen] = [await shown(), await shown()];
    expect(seen.code).not.toBe(lost.code);
    const context = await openContext(readConfig({}, { dataDir: path.join(data, 'hub'), logLevel: 'silent' }));
    const verifiers = await context.db.run<{ id: string; verifier: string }>('select id, verifier from staff');
    const enrolled = await enrolDevice(context, {
      code: seen.code ?? '',
      name: 'Till',
      publicKey: 'key',
      origin: 'http://127.0.0.1:7601',
    });
    await context.close();
    expect(verifiers).toEqual([{ id: expect.any(String), verifier: expect.any(String) }]);
    expect(verifiers[0]?.verifier).toBe(await verifierOf(seen.pin ?? '', verifiers[0]?.id ?? ''));
    expect(enrolled).not.toBeNull();
    expect(await shown()).toEqual({ code: undefined, pin: undefined });
  });

  it('refuses a tenant another currency', async () => {
    const { code, warned } = await run('--data', data, '--currency', 'EUR', products);
    expect(code).toBe(1);
    expect(warned).toContain('currency-differs');
  });

  it('says what it can’t read, and fails', async () => {
    const garbage = path.join(scratch, 'garbage.csv');
    writeFileSync(garbage, Buffer.from([0, 1, 2, 3]));
    const { code, warned } = await run('--data', data, garbage, path.join(scratch, 'nothing.csv'));
    expect(code).toBe(1);
    expect(warned.split('\n').map((line) => /\(([a-z-]+)\)$/.exec(line)?.[1])).toEqual([
      'file-not-text',
      'file-missing',
    ]);
  });

  it('refuses a folder on which a hub runs', async () => {
    const context = await openContext(readConfig({}, { dataDir: path.join(data, 'hub'), logLevel: 'silent' }));
    const { code, warned } = await run('--data', data, products);
    await context.close();
    expect(code).toBe(1);
    expect(warned).toContain('hub-is-running');
  });

  it('explains itself', async () => {
    expect(await run()).toMatchObject({ code: 2, warned: expect.stringContaining('npm run import') });
    expect(await run('--currency', 'euro', products)).toMatchObject({ code: 2 });
    expect(await run('--tenant', 'My Shop', products)).toMatchObject({ code: 2 });
    expect(await run('--colour', products)).toMatchObject({ code: 2 });
  });
});

describe('importing the Sunrise folder', () => {
  const data = path.join(scratch, 'sunrise');
  const folder = fileURLToPath(new URL('../../../hub/demo/sunrise', import.meta.url));

  it('brings stores, goods, stock and orders in', async () => {
    const first = await run('--data', data, folder);
    expect([first.code, first.warned]).toEqual([0, '']);
    expect(tally(first.said, 'styles')).toEqual([1021, 0, 0]);
    expect(tally(first.said, 'variants')).toEqual([1108, 0, 0]);
    expect(tally(first.said, 'prices')).toEqual([5540, 0, 0]);
    expect(tally(first.said, 'facts')).toEqual([5 + 2416 + 2 * 1378, 0, 0]);
    expect(first.said).toContain('orders 2,416 · order lines 6,047 · customers 1,378');
  });

  it('refuses a folder that is something else', async () => {
    const other = path.join(scratch, 'other');
    mkdirSync(other);
    const { code, warned } = await run('--data', data, other);
    expect([code, warned]).toEqual([1, expect.stringContaining('channels.json is not there (file-missing)')]);
  });
});

const catalogue = fileURLToPath(new URL('../../../../shared/data/styles-27k/catalogue-shopify.csv', import.meta.url));
describe.skipIf(!existsSync(catalogue))('importing the 50,969 variants of styles-27k (needs ../shared/data)', () => {
  it('takes them all, and none of them twice', async () => {
    const data = path.join(scratch, 'large');
    const first = await run('--data', data, '--tenant', 'large', '--currency', 'CNY', catalogue);
    expect(tally(first.said, 'styles')).toEqual([3009, 0, 0]);
    expect(tally(first.said, 'variants')).toEqual([50_969, 0, 0]);
    expect(tally(first.said, 'prices')).toEqual([50_969, 0, 0]);
    const second = await run('--data', data, '--tenant', 'large', catalogue);
    expect(tally(second.said, 'styles')).toEqual([0, 0, 3009]);
    expect(tally(second.said, 'prices')).toEqual([0, 0, 50_969]);
  }, 240_000);
});
