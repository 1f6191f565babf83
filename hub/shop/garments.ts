import type { Garment } from '#shared/catalog/garment';
import type { ShopGarment } from '#shared/contract/shop';
import type { NearbyStockDocument, PriceDocument, StockDocument, StyleDocument } from '#shared/documents/documents';
import type { StoreId, VariantId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { DAY_MS } from '#shared/kernel/time';
import { free } from '#shared/stock/fold-stock';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { feedOf } from '../feeds/feeds';
import { readTenants, type ShopStore, type ShopTenant } from './tenants';

/** A style with its prices and stock, as the online shop reads them: the same documents the tills have. */
export type FoundStyle = {
  readonly tenant: ShopTenant;
  readonly store: ShopStore | null;
  readonly style: StyleDocument;
  readonly scanned: VariantId;
};

/** What a label says beside its barcode. Tenants may share barcodes and store codes, so a label of today names both. */
export type LabelPlace = { readonly tenant: string | null; readonly store: string | null };

/**
 * Whose garment a code is: the named tenant's, else that of the only one with such a store, else of the only one that
 * has the garment. Null where nobody has it on sale, and where the label leaves open whose it is.
 */
export async function findGarment(context: HubContext, gtin: string, place: LabelPlace): Promise<FoundStyle | null> {
  const tenants = (await readTenants(context)).filter(({ code }) => place.tenant === null || code === place.tenant);
  const found = (await Promise.all(tenants.map((tenant) => findIn(context, tenant, gtin, place.store)))).flat();
  const here = found.filter(({ store }) => store !== null);
  const [only, ...others] = here.length > 0 ? here : found;
  return only && others.length === 0 ? only : null;
}

async function findIn(
  context: HubContext,
  tenant: ShopTenant,
  gtin: string,
  storeCode: string | null,
): Promise<readonly FoundStyle[]> {
  const rows = await context.db.run<{ id: VariantId; body: StyleDocument }>(
    `select v.id, s.body from variant v join style s on s.shard = v.shard and s.tenant = v.tenant and s.id = v.style
     where v.shard = $1 and v.tenant = $2 and v.gtin = $3 order by v.id`,
    [homeShard(tenant.id), tenant.id, gtin],
  );
  const store = tenant.stores.find(({ code }) => code === storeCode) ?? null;
  const onSale = rows.find(({ id, body }) => body.variants.some((variant) => variant.id === id));
  return onSale ? [{ tenant, store, style: onSale.body, scanned: onSale.id }] : [];
}

/** The styles behind variants of one tenant. */
export async function readStyles(
  context: HubContext,
  tenant: ShopTenant,
  variants: readonly VariantId[],
): Promise<readonly StyleDocument[]> {
  const rows = await context.db.run<{ body: StyleDocument }>(
    `select distinct on (s.id) s.body from variant v
       join style s on s.shard = v.shard and s.tenant = v.tenant and s.id = v.style
     where v.shard = $1 and v.tenant = $2 and v.id = any($3)`,
    [homeShard(tenant.id), tenant.id, variants],
  );
  return rows.map(({ body }) => body);
}

/** Prices of one style in one store; the online shop's are those of the tenant's first store. */
export async function readPrices(
  context: HubContext,
  tenant: ShopTenant,
  store: StoreId | undefined,
  style: string,
): Promise<PriceDocument['prices']> {
  const from = store ?? tenant.stores[0]?.id;
  const body = from && (await readDocument<PriceDocument>(context, 'prices', tenant, from, style));
  return body ? body.prices : {};
}

/** A till that was silent for longer stands in a cupboard: it sold nothing that nobody knows of. */
const IN_USE_MS = 7 * DAY_MS;

/** What the phone page shows of a garment. Without a store, `here` counts every store of the tenant, and has no one age. */
export async function shopGarment(context: HubContext, found: FoundStyle): Promise<ShopGarment> {
  const { tenant, store, style, scanned } = found;
  const nowMs = context.clock();
  const prices = await readPrices(context, tenant, store?.id, style.id);
  const stocks = await Promise.all(
    tenant.stores.map(async ({ id }) => ({
      id,
      stock: await readDocument<StockDocument>(context, 'stock', tenant, id, style.id),
    })),
  );
  const freeIn = (id: StoreId, variant: VariantId): number => {
    const sku = stocks.find((one) => one.id === id)?.stock?.skus[variant];
    return sku ? Math.max(0, free(sku)) : 0;
  };
  const own = stocks.filter(({ id }) => store === null || id === store.id);
  const others = stocks.filter(({ id }) => store !== null && id !== store.id);
  const count = (of: typeof stocks, variant: VariantId): number =>
    of.reduce((sum, { id }) => sum + freeIn(id, variant), 0);
  return {
    tenant: { code: tenant.code, name: tenant.name },
    store: store && { id: store.id, code: store.code, name: store.name },
    stores: tenant.stores.map(({ code, name }) => ({ code, name })),
    style: {
      id: style.id as ShopGarment['style']['id'],
      code: style.code,
      name: style.name,
      brand: style.brand,
      drawing: style.drawing,
      fabric: style.fabric,
    },
    colours: style.colours,
    sizes: style.sizes,
    scanned,
    variants: style.variants.map(({ id, colour, size }) => ({
      id,
      colour,
      size,
      minor: prices[id]?.minor ?? null,
      wasMinor: prices[id]?.wasMinor ?? null,
      here: count(own, id),
      elsewhere: count(others, id),
      storesWith: tenant.stores.filter((one) => freeIn(one.id, id) > 0).map(({ code }) => code),
    })),
    currency: tenant.currency,
    stockAtMs: store ? await knownUntil(context, tenant, store.id, own[0]?.stock ?? null) : 0,
    nowMs,
    notice: tenant.notice,
  };
}

/**
 * Until when a store's stock is known: what every till of it that is in use has told. One silent for a week is in use no
 * more, unless all are. Without any till it is what was last counted or ordered; 0 where nothing was.
 */
async function knownUntil(
  context: HubContext,
  tenant: ShopTenant,
  store: StoreId,
  stock: StockDocument | null,
): Promise<number> {
  const rows = await context.db.run<{ at: number }>(
    `select last_seen_at as at from device
     where shard = $1 and tenant = $2 and store = $3 and revoked_at is null and last_seen_at is not null`,
    [homeShard(tenant.id), tenant.id, store],
  );
  const heard = rows.map(({ at }) => at);
  const lately = heard.filter((at) => at > context.clock() - IN_USE_MS);
  if (lately.length > 0) return Math.min(...lately);
  return heard.length > 0 ? Math.max(...heard) : (stock?.at ?? 0);
}

/** A variant of a style as a fact remembers it. */
export function garmentIn(style: StyleDocument, id: VariantId): Garment {
  const variant = must(
    style.variants.find((one) => one.id === id),
    'the style holds the variant',
  );
  const colour = must(
    style.colours.find((one) => one.id === variant.colour),
    'a variant points at a colour',
  );
  return {
    variant: variant.id,
    style: style.id as Garment['style'],
    code: style.code,
    name: style.name,
    category: style.category,
    colour: colour.name,
    size: variant.size,
    gtin: variant.gtin,
  };
}

async function readDocument<Body extends StockDocument | NearbyStockDocument | PriceDocument>(
  context: HubContext,
  collection: 'stock' | 'prices',
  tenant: ShopTenant,
  store: StoreId,
  id: string,
): Promise<Body | null> {
  const { shard, stream } = feedOf(collection, tenant.id, store);
  const [row] = await context.db.run<{ body: Body }>(
    'select body from doc where shard = $1 and feed = $2 and id = $3 and not deleted',
    [shard, stream, id],
  );
  return row?.body ?? null;
}
