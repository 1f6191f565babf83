import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { publishPrices, publishSettings, publishStaff, publishStyles } from '../../hub/catalogue/publish';
import { type HubConfig, usualConfig } from '../../hub/config';
import { type Hub, type HubParts, startHub } from '../../hub/hub';
import { anotherStore, aStore, aTenant } from './a-fact';
import { aSeller } from './a-sale';
import type { OpenDatabase } from './databases';
import { idOf } from './ids';

/** A running hub with two stores, `JA` and `PU`, three styles and a clerk. `stop` also removes its folder. */
export type TestHub = Hub & { readonly dataDir: string; readonly stop: () => Promise<void> };

/** Starts a real hub on a free loopback port, in a folder of its own. */
export async function aHub(
  open: OpenDatabase,
  config: Partial<HubConfig> = {},
  parts: HubParts = {},
): Promise<TestHub> {
  const dataDir = config.dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'seam-hub-'));
  const db = parts.db ?? (await open());
  const quiet = {
    coalesceMs: 20,
    nearbyMs: 20,
    triesPerMinute: 10_000,
    newBrowsersPerMinute: 10_000,
    logLevel: 'warn' as const,
    checksAnswers: true,
  };
  const hub = await startHub(
    { ...usualConfig, ...quiet, port: 0, ...config, dataDir },
    {
      logger: pino({ level: 'warn', base: null }, pino.destination(2)),
      ...parts,
      db: { ...db, close: async () => undefined },
    },
  );
  await publishShop(hub);
  return {
    ...hub,
    dataDir,
    stop: async () => {
      await hub.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function publishShop({ context }: Hub): Promise<void> {
  const store = (id: typeof aStore, code: string, name: string) => ({
    store: { id, code, name: { zh: name, en: name }, zone: 'Asia/Shanghai', address: '' },
    currency: 'CNY',
    languages: ['zh-CN' as const, 'en' as const],
    country: 'CN',
    rooms: ['1', '2'],
    tax: { ratePpm: 130_000, inside: true, version: 1 },
    versions: { prices: 1, promotions: 0 },
    notice: null,
  });
  await publishSettings(context, aTenant, {
    code: 'shop',
    name: { zh: '店', en: 'Shop' },
    currency: 'CNY',
    notice: null,
    stores: [store(aStore, 'JA', 'Jing An'), store(anotherStore, 'PU', 'Pudong')],
  });
  await publishStaff(context, aTenant, aStore, [
    {
      id: aSeller,
      name: { zh: '陈', en: 'Chen' },
      role: 'clerk',
      language: 'zh-CN',
      active: true,
      verifier: '$argon2id$stands-for-one',
    },
  ]);
  await publishStyles(context, aTenant, [1, 2, 3].map(aStyle));
  await publishPrices(context, aTenant, aStore, [1, 2, 3].map(aPrice));
}

function aStyle(n: number) {
  const gtins: Readonly<Record<number, string>> = { 1: '06900000000113', 2: '06900000000212', 3: '06900000000311' };
  return {
    id: idOf('style', n),
    code: `S${n}`,
    name: { zh: `款式 ${n}`, en: `Style ${n}` },
    brand: 'Seam',
    category: null,
    drawing: 'coat',
    fabric: null,
    stub: false,
    colours: [{ id: 'black', name: { zh: '黑', en: 'Black' }, value: null, hex: '#111111' }],
    sizes: ['M'],
    variants: [{ id: idOf('sku', n * 10 + 1), sku: `S${n}-M`, gtin: gtins[n] ?? null, colour: 'black', size: 'M' }],
  } as unknown as Parameters<typeof publishStyles>[2][number];
}

function aPrice(n: number) {
  return {
    id: idOf('style', n),
    currency: 'CNY',
    list: 'retail',
    version: 1,
    prices: { [idOf('sku', n * 10 + 1)]: { minor: 25_900, wasMinor: null } },
  } as Parameters<typeof publishPrices>[3][number];
}
