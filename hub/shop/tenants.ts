import type { Words } from '#shared/catalog/garment';
import { type StoreId, TenantId } from '#shared/kernel/ids';
import type { PublishedStore } from '../catalogue/publish';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { HubPlace } from '../log/append-hub-fact';

/** A tenant as its shop needs it. `country` is where a phone without a country code is read. */
export type ShopTenant = {
  readonly id: TenantId;
  readonly code: string;
  readonly name: Words;
  readonly currency: string;
  readonly notice: Words | null;
  readonly country: string;
  readonly stores: readonly ShopStore[];
};

export type ShopStore = { readonly id: StoreId; readonly code: string; readonly name: Words; readonly zone: string };

/** Where facts of the phone page go: the online stream of whoever they are about, told by the shop's own clock. */
export function onlinePlace({ id, stores }: ShopTenant): HubPlace {
  const zone = stores[0]?.zone;
  return { tenant: id, in: { stream: 'online' }, ...(zone ? { zone } : {}) };
}

type TenantRow = {
  readonly id: string;
  readonly code: string;
  readonly name: Words;
  readonly currency: string;
  readonly body: { readonly notice?: Words | null };
};

/** Every tenant of this hub, oldest code first. */
export async function readTenants(context: HubContext): Promise<readonly ShopTenant[]> {
  const rows = await context.db.run<TenantRow>('select id, code, name, currency, body from tenant order by code');
  return Promise.all(rows.map((row) => withStores(context, row)));
}

/** The tenant of a code, or null. */
export async function readTenant(context: HubContext, code: string): Promise<ShopTenant | null> {
  const [row] = await context.db.run<TenantRow>('select id, code, name, currency, body from tenant where code = $1', [
    code,
  ]);
  return row ? withStores(context, row) : null;
}

async function withStores(context: HubContext, row: TenantRow): Promise<ShopTenant> {
  const id = TenantId.parse(row.id);
  const stores = await context.db.run<{ body: PublishedStore }>(
    'select body from store where shard = $1 and tenant = $2 order by code',
    [homeShard(id), id],
  );
  return {
    id,
    code: row.code,
    name: row.name,
    currency: row.currency,
    notice: row.body.notice ?? null,
    country: stores[0]?.body.country ?? 'CN',
    stores: stores.map(({ body: { store } }) => ({
      id: store.id,
      code: store.code,
      name: store.name,
      zone: store.zone,
    })),
  };
}
