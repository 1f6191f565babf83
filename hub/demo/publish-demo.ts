import type { Words } from '#shared/catalog/garment';
import { FactId, StaffId, StoreId, type TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { publishSettings, publishStaff } from '../catalogue/publish';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { appendImported } from '../import/append-imported';
import type { StyleDraft } from '../import/catalogue-draft';
import type { ImportedFact } from '../import/imported-fact';
import { verifierOf } from '../import/pin-verifier';
import { publishNewPrices, publishNewStyles } from '../import/publish-catalogue';
import { steadyId } from '../import/steady-id';
import { type KnownTenant, tenantIdOf } from '../import/tenant';
import { HOUSE_CODE, makeCollection } from './collection/make-collection';
import { demoManagers, demoStaff } from './people';
import { openingStock, yanxiaName, yanxiaNotice, yanxiaStores } from './yanxia';

const COUNT_MAX = 500;

/** A colleague's id in the demo. */
export function staffIdOf(tenantCode: string, store: string, name: Words): StaffId {
  return steadyId(StaffId, 'staff', tenantCode, store, name.en);
}

/** Publishes the house: stores, goods, prices, colleagues and what was counted on the first day. The same again changes nothing. */
export async function publishYanxia(context: HubContext, countedAtMs: InstantMs): Promise<KnownTenant> {
  const id = tenantIdOf(HOUSE_CODE);
  const stores = yanxiaStores.map(({ store }) => StoreId.parse(store.id));
  await publishSettings(context, id, {
    code: HOUSE_CODE,
    name: yanxiaName,
    currency: 'CNY',
    notice: yanxiaNotice,
    stores: yanxiaStores,
  });
  const { styles, prices } = makeCollection();
  await publishNewStyles(context, id, styles);
  for (const store of stores) await publishNewPrices(context, id, store, prices);
  const counts = yanxiaStores.flatMap(({ store }) => countsOf(store.id, store.code, styles, countedAtMs));
  await appendImported(context, id, stores, counts);
  return { id, name: yanxiaName, currency: 'CNY', stores };
}

/** Publishes who may sign in at these stores, and the tenant's regional manager. */
export async function publishPeople(
  context: HubContext,
  tenant: TenantId,
  tenantCode: string,
  stores: readonly { readonly id: StoreId; readonly code: string }[],
): Promise<void> {
  for (const store of stores) {
    const staff = demoStaff.filter((one) => one.store === store.code);
    const published = await Promise.all(
      staff.map(async ({ name, role, language, pin }) => {
        const id = staffIdOf(tenantCode, store.code, name);
        return { id, name, role, language, active: true, verifier: await verifierOf(pin, id) };
      }),
    );
    await publishStaff(context, tenant, store.id, published);
  }
  for (const { login, name, password } of demoManagers.filter((one) => one.tenant === tenantCode)) {
    const id = steadyId(StaffId, 'staff', tenantCode, 'manager', login);
    await context.db.run(
      `insert into manager as m (shard, tenant, id, login, name, password_hash) values ($1, $2, $3, $4, $5, $6)
       on conflict (shard, tenant, id) do update
         set login = excluded.login, name = excluded.name, password_hash = excluded.password_hash`,
      [homeShard(tenant), tenant, id, login, name, await verifierOf(password, id)],
    );
  }
}

function countsOf(
  store: StoreId,
  code: string,
  styles: readonly StyleDraft[],
  countedAtMs: InstantMs,
): readonly ImportedFact[] {
  const lines = styles.flatMap((style) => {
    const stock = openingStock(code, style);
    return style.variants.map((variant, index) => ({ variant: variant.id, style: style.id, qty: stock[index] ?? 0 }));
  });
  return Array.from({ length: Math.ceil(lines.length / COUNT_MAX) }, (_, part) => ({
    id: steadyId(FactId, 'count', HOUSE_CODE, code, String(part)),
    kind: 'StockCounted' as const,
    capture: 'import' as const,
    body: { lines: lines.slice(part * COUNT_MAX, (part + 1) * COUNT_MAX) },
    atMs: countedAtMs,
    store,
  }));
}
