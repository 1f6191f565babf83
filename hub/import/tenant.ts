import type { Words } from '#shared/catalog/garment';
import { StaffId, StoreId, TenantId } from '#shared/kernel/ids';
import type { Currency } from '#shared/kernel/money';
import { type PublishedStore, publishSettings, publishStaff } from '../catalogue/publish';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { verifierOf } from './pin-verifier';
import { steadyId } from './steady-id';

/** A tenant is known by its code, wherever and whenever it is made. */
export function tenantIdOf(code: string): TenantId {
  return steadyId(TenantId, 'tenant', code);
}

/** A tenant as the hub has it, with its stores. */
export type KnownTenant = {
  readonly id: TenantId;
  readonly name: Words;
  readonly currency: Currency;
  readonly stores: readonly StoreId[];
};

export async function findTenant(context: HubContext, code: string): Promise<KnownTenant | null> {
  const id = tenantIdOf(code);
  const [row] = await context.db.run<{ name: Words; currency: string }>(
    'select name, currency from tenant where shard = $1 and id = $2',
    [homeShard(id), id],
  );
  if (!row) return null;
  const stores = await context.db.run<{ id: string }>(
    'select id from store where shard = $1 and tenant = $2 order by code',
    [homeShard(id), id],
  );
  return { id, ...row, stores: stores.map((store) => StoreId.parse(store.id)) };
}

/** Country and the usual tax inside its prices, by currency; a currency not here has no tax until the store says it. */
const homeOf: Readonly<Record<Currency, readonly [country: string, ratePpm: number, zone: string]>> = {
  CNY: ['CN', 130_000, 'Asia/Shanghai'],
  EUR: ['DE', 190_000, 'Europe/Berlin'],
  GBP: ['GB', 200_000, 'Europe/London'],
  JPY: ['JP', 100_000, 'Asia/Tokyo'],
};

const rooms: readonly string[] = ['1', '2', '3'];
const storeName: Words = { zh: '总店', en: 'Main store' };
const leadName: Words = { zh: '店长', en: 'Store lead' };

/** The store that a tenant is made with. */
export function mainStoreOf(code: string): StoreId {
  return steadyId(StoreId, 'store', code, 'main');
}

/** Makes a tenant with one store, where nobody may sign in yet: see {@link letLeadIn}. */
export async function makeTenant(context: HubContext, code: string, currency: Currency): Promise<KnownTenant> {
  const id = tenantIdOf(code);
  const store = mainStoreOf(code);
  const [country, ratePpm, zone] = homeOf[currency] ?? ['ZZ', 0, 'UTC'];
  const settings: PublishedStore = {
    store: { id: store, code: 'MAIN', name: storeName, zone, address: '' },
    currency,
    languages: ['zh-CN', 'en'],
    country,
    rooms,
    tax: { ratePpm, inside: true, version: 1 },
    versions: { prices: 1, promotions: 0 },
    notice: null,
  };
  const name = { zh: code, en: code };
  await publishSettings(context, id, { code, name, currency, notice: null, stores: [settings] });
  return { id, name, currency, stores: [store] };
}

/** The lead of a made tenant's store signs in there with this PIN (six digits) from now on. */
export async function letLeadIn(context: HubContext, code: string, pin: string): Promise<void> {
  const lead = steadyId(StaffId, 'staff', code, 'lead');
  const verifier = await verifierOf(pin, lead);
  await publishStaff(context, tenantIdOf(code), mainStoreOf(code), [
    { id: lead, name: leadName, role: 'lead', language: 'zh-CN', active: true, verifier },
  ]);
}
