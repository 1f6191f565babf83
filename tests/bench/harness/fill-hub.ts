import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Happening } from '#shared/facts/happening';
import { AnchorId, StaffId, StyleId, VariantId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { publishSettings, publishStaff } from '../../../hub/catalogue/publish';
import type { HubContext } from '../../../hub/context';
import { homeShard } from '../../../hub/db/shard';
import type { Hub } from '../../../hub/hub';
import { importSource } from '../../../hub/import/import';
import { verifierOf } from '../../../hub/import/pin-verifier';
import { steadyId } from '../../../hub/import/steady-id';
import { letLeadIn, makeTenant } from '../../../hub/import/tenant';
import {
  emptyStore,
  fullStore,
  fullStoreLead,
  MANAGER,
  PEOPLE,
  PIN,
  SHOP,
  STYLES,
  shopTenant,
  VARIANTS,
} from './bench-shop';
import { type BenchTill, openBenchTill } from './bench-till';
import { writeGeneratedCatalogue } from './generated-catalogue';

const DAY_MS = 24 * 3600 * 1000;
const PAGE = 2000;

/**
 * Fills an empty hub as a chain of this size would be: the catalogue through the import, stock and people through a till's
 * pushes.
 * @param catalogue the real product file, used where it is there
 * @returns which catalogue it was
 */
export async function fillHub(hub: Hub, catalogue: string, say: (text: string) => void): Promise<string> {
  const { context } = hub;
  await makeTenant(context, SHOP, 'CNY');
  await letLeadIn(context, SHOP, PIN);
  await addEmptyStore(context);
  await addManager(context);
  const isReal = existsSync(catalogue);
  await importCatalogue(context, isReal ? catalogue : null);
  say('catalogue imported');
  const till = await openBenchTill(context, shopTenant, fullStore, fullStoreLead);
  const startMs = Date.now() - 60 * DAY_MS;
  await till.push(till.happen(await stockCounts(context), startMs));
  await enrolPeople(till, startMs + DAY_MS, say);
  await hub.projectors.caughtUp({ publishesAll: true });
  return isReal ? path.basename(catalogue) : 'generated';
}

/** Known by the same settings as the other, so that only what it holds differs. */
async function addEmptyStore(context: HubContext): Promise<void> {
  const [row] = await context.db.run<{ body: Parameters<typeof publishSettings>[2]['stores'][number] }>(
    'select body from store where shard = $1 and tenant = $2 and id = $3',
    [homeShard(shopTenant), shopTenant, fullStore],
  );
  const { store, ...settings } = must(row, 'the first store').body;
  const name = { zh: '空店', en: 'Empty store' };
  await publishSettings(context, shopTenant, {
    code: SHOP,
    name: { zh: SHOP, en: SHOP },
    currency: 'CNY',
    notice: null,
    stores: [{ ...settings, store: { ...store, id: emptyStore, code: 'EMPTY', name } }],
  });
  const id = steadyId(StaffId, 'staff', SHOP, 'empty');
  const verifier = await verifierOf(PIN, id);
  await publishStaff(context, shopTenant, emptyStore, [
    { id, name, role: 'lead', language: 'zh-CN', active: true, verifier },
  ]);
}

async function addManager(context: HubContext): Promise<void> {
  const id = steadyId(StaffId, 'staff', SHOP, 'manager');
  await context.db.run(
    'insert into manager (shard, tenant, id, login, name, password_hash) values ($1, $2, $3, $4, $5, $6)',
    [homeShard(shopTenant), shopTenant, id, MANAGER.login, 'Bench', await verifierOf(MANAGER.password, id)],
  );
}

async function importCatalogue(context: HubContext, real: string | null): Promise<void> {
  const made = path.join(context.config.dataDir, 'generated.csv');
  if (real === null) writeGeneratedCatalogue(made);
  const source = real ?? made;
  const read = await importSource(context, { source, tenantCode: SHOP, currency: 'CNY' });
  rmSync(made, { force: true });
  if (!read.ok) throw new Error(`the catalogue can't be read: ${read.refusal.code}`);
  const { styles, variants } = read.value;
  if (styles.new !== STYLES || variants.new !== VARIANTS)
    throw new Error(`${styles.new} styles and ${variants.new} variants came in`);
}

/** The whole shop is counted, a style a fact: three pieces of each. */
async function stockCounts(context: HubContext): Promise<readonly Happening[]> {
  const rows = await context.db.run<{ style: string; variants: readonly string[] }>(
    'select style, array_agg(id order by id) as variants from variant where shard = $1 and tenant = $2 group by style',
    [homeShard(shopTenant), shopTenant],
  );
  return rows.map(({ style, variants }) => {
    const lines = variants.map((variant) => ({
      variant: VariantId.parse(variant),
      style: StyleId.parse(style),
      qty: 3,
    }));
    return { kind: 'StockCounted', capture: 'scan', body: { lines } };
  });
}

/** Each with a name and a phone, typed by a clerk. */
async function enrolPeople(till: BenchTill, fromMs: number, say: (text: string) => void): Promise<void> {
  for (let first = 0; first < PEOPLE; first += PAGE) {
    const facts = Array.from({ length: PAGE }, (_, at) =>
      till.happen(aPerson(first + at), fromMs + (first + at) * 200),
    );
    await till.push(facts.flat());
    say(`${first + PAGE} people enrolled`);
  }
}

const families = '王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗';
const givens = '敏静丽强磊军洋勇艳杰娟涛明超霞平刚玲桂芳月安文英华';

function aPerson(n: number): readonly Happening[] {
  const who = steadyId(AnchorId, 'who', SHOP, String(n));
  const name = `${families[n % families.length]}${givens[n % givens.length]}${givens[Math.floor(n / 7) % givens.length]}`;
  const phone = `+86138${String(n).padStart(8, '0')}`;
  return [
    { kind: 'CustomerEnrolled', capture: 'typed', who, body: { at: 'till', language: 'zh-CN' }, secret: { name } },
    {
      kind: 'IdentifierClaimed',
      capture: 'typed',
      who,
      body: { kind: 'phone', proof: 'typed' },
      secret: { value: phone },
    },
  ];
}
