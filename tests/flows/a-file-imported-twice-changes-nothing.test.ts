import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { type CollectionName, collectionNames } from '#shared/documents/documents';
import { StoreId, TenantId } from '#shared/kernel/ids';
import { usualConfig } from '../../hub/config';
import { type Hub, startHub } from '../../hub/hub';
import { runImport } from '../../hub/import/run-import';
import { anEnrolledTill, type EnrolledTill } from '../support/an-enrolled-till';

const data = mkdtempSync(path.join(os.tmpdir(), 'seam-import-twice-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const file = path.join(data, 'products.csv');
const header = 'Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Barcode,Variant Price';
const rows = [
  'shirt,Silk shirt,Seam,Shirts,Size,S,S-S,2000015970006,1180',
  'shirt,,,,,M,S-M,,1180',
  'coat,Coat,Seam,Coats,Size,S,C-S,2000015970013,2980.00',
  'scarf,Scarf,Seam,Scarves,Size,One,SC,2000015970020,many',
];

async function importFile(): Promise<string> {
  const said: string[] = [];
  const out = { say: (line: string) => said.push(line), warn: (line: string) => said.push(line) };
  expect(await runImport(['--data', data, '--tenant', 'twice', '--currency', 'CNY', file], {}, out)).toBe(0);
  return said.join('\n');
}

/** Everything a till of the imported store would be sent, and how far its feeds and the log have come. */
async function lookAtHub(known?: { till: EnrolledTill }): Promise<{
  readonly till: EnrolledTill;
  readonly pages: Readonly<Record<CollectionName, unknown>>;
  readonly log: unknown;
  readonly rows: readonly unknown[];
}> {
  const dataDir = path.join(data, 'hub');
  const hub: Hub = await startHub(
    { ...usualConfig, dataDir, port: 0, logLevel: 'silent' },
    { logger: pino({ level: 'silent' }) },
  );
  try {
    await hub.projectors.caughtUp({ publishesAll: true });
    const { db } = hub.context;
    const [store] = await db.run<{ id: string; tenant: string }>('select id, tenant from store');
    const till =
      known?.till ??
      (await anEnrolledTill(hub, { tenant: TenantId.parse(store?.tenant), store: StoreId.parse(store?.id) }));
    const pages = await Promise.all(collectionNames.map(async (name) => [name, await pulled(till, name)] as const));
    return {
      till,
      pages: Object.fromEntries(pages) as Record<CollectionName, unknown>,
      log: await db.run('select id, last from stream order by id'),
      rows: await db.run('select id, hash, kind from fact order by stream, seq'),
    };
  } finally {
    await hub.close();
  }
}

async function pulled(till: EnrolledTill, name: CollectionName): Promise<unknown> {
  const { documents, checkpoint, generation } = await till.pull(name);
  return { documents, checkpoint, generation };
}

test('a file imported twice changes nothing that any till or the log holds; its bad row is refused both times', async () => {
  writeFileSync(file, [header, ...rows].join('\n'));
  const first = await importFile();
  expect(first).toContain('products.csv:5: price "many" can\'t be read; write 1299.00 (price-unreadable)');
  const before = await lookAtHub();
  expect(before.pages.styles).toMatchObject({ documents: [{ variants: expect.anything() }, {}] });

  const second = await importFile();
  expect(second).toContain('(price-unreadable)');
  expect(second).not.toMatch(/\b[1-9]\d* (new|changed)\b/);
  const after = await lookAtHub(before);
  expect(after.pages).toEqual(before.pages);
  expect(after.log).toEqual(before.log);
  expect(after.rows).toEqual(before.rows);
}, 120_000);
