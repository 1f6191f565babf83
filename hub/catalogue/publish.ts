import type { z } from 'zod';
import type { Words } from '#shared/catalog/garment';
import {
  type PriceDocument,
  SettingsDocument,
  type StaffDocument,
  type StyleDocument,
} from '#shared/documents/documents';
import type { StoreId, TenantId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { feedOf } from '../feeds/feeds';
import { putDocuments } from '../feeds/put-documents';

/** Documents as a publisher gives them: the feed adds `seq`. Ids are the publisher's own and stay the same for the same thing. */
export type PublishedStyle = Omit<z.output<typeof StyleDocument>, 'seq'>;
export type PublishedPrice = Omit<z.output<typeof PriceDocument>, 'seq'>;

/** `verifier` is the argon2id text of the PIN; it goes to hosts only. */
export type PublishedStaff = Omit<z.output<typeof StaffDocument>, 'seq'> & { readonly verifier: string };

/** A store with its settings; `shopUrl` and the list of all stores are the hub's to add. */
export type PublishedStore = Omit<z.output<typeof SettingsDocument>, 'id' | 'seq' | 'tenant' | 'stores' | 'shopUrl'>;

export type PublishedTenant = {
  readonly code: string;
  readonly name: Words;
  readonly currency: string;
  readonly notice: Words | null;
  /** Every store of the tenant; a store left out stays as it was. */
  readonly stores: readonly PublishedStore[];
};

const BATCH = 200;

/**
 * Adds or changes styles with their variants. The same content again changes nothing; styles left out stay, and a variant
 * that its style no longer names is sold and found no more.
 */
export async function publishStyles(
  context: HubContext,
  tenant: TenantId,
  styles: readonly PublishedStyle[],
): Promise<void> {
  const shard = homeShard(tenant);
  for (const batch of batchesOf(styles)) {
    await context.db.retrying(() =>
      context.db.transaction(async (tx) => {
        const rows = batch.map((body) => ({ id: body.id, code: body.code, body }));
        await tx.run(
          `insert into style as s (shard, tenant, id, code, body)
           select $1, $2, r.id, r.code, r.body from jsonb_to_recordset($3) as r (id text, code text, body jsonb)
           on conflict (shard, tenant, id) do update
             set code = excluded.code, body = excluded.body, version = s.version + 1
             where s.body <> excluded.body`,
          [shard, tenant, JSON.stringify(rows)],
        );
        const variants = batch.flatMap(({ id: style, variants }) =>
          variants.map(({ id, gtin, sku }) => ({ id, style, gtin, sku })),
        );
        await tx.run(
          `insert into variant as v (shard, tenant, id, style, gtin, sku)
           select $1, $2, r.id, r.style, r.gtin, r.sku
           from jsonb_to_recordset($3) as r (id text, style text, gtin text, sku text)
           on conflict (shard, tenant, id) do update
             set style = excluded.style, gtin = excluded.gtin, sku = excluded.sku
             where (v.style, v.gtin, v.sku) is distinct from (excluded.style, excluded.gtin, excluded.sku)`,
          [shard, tenant, JSON.stringify(variants)],
        );
        await tx.run('delete from variant where shard = $1 and tenant = $2 and style = any($3) and not id = any($4)', [
          shard,
          tenant,
          batch.map(({ id }) => id),
          variants.map(({ id }) => id),
        ]);
      }),
    );
    await putDocuments(context, feedOf('styles', tenant, ''), batch.map(asDocument));
  }
}

/** Adds or changes a store's prices, one document a style. The same content again changes nothing. */
export async function publishPrices(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  prices: readonly PublishedPrice[],
): Promise<void> {
  for (const batch of batchesOf(prices)) {
    const rows = batch.flatMap(({ prices: ofStyle, list, version, currency }) =>
      Object.entries(ofStyle).map(([variant, { minor, wasMinor }]) => {
        return { variant, list, version, currency, minor, was: wasMinor };
      }),
    );
    await context.db.retrying(() =>
      context.db.run(
        `insert into price as p (shard, tenant, store, variant, list, minor, was_minor, currency, version)
         select $1, $2, $3, r.variant, r.list, r.minor, r.was, r.currency, r.version
         from jsonb_to_recordset($4)
           as r (variant text, list text, version bigint, currency text, minor bigint, was bigint)
         on conflict (shard, tenant, store, variant, list, valid_from) do update
           set minor = excluded.minor, was_minor = excluded.was_minor, currency = excluded.currency,
             version = excluded.version
           where (p.minor, p.was_minor, p.currency, p.version)
             is distinct from (excluded.minor, excluded.was_minor, excluded.currency, excluded.version)`,
        [homeShard(tenant), tenant, store, JSON.stringify(rows)],
      ),
    );
    await putDocuments(context, feedOf('prices', tenant, store), batch.map(asDocument));
  }
}

/** Adds or changes a store's colleagues. To take one out, publish `active: false`. */
export async function publishStaff(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  staff: readonly PublishedStaff[],
): Promise<void> {
  const rows = staff.map(({ id, name, role, language, active, verifier }) => {
    return { id, name, role, language, active, verifier };
  });
  await context.db.retrying(() =>
    context.db.run(
      `insert into staff as s (shard, tenant, id, store, name, role, language, active, verifier)
       select $1, $2, r.id, $3, r.name, r.role, r.language, r.active, r.verifier
       from jsonb_to_recordset($4)
         as r (id text, name jsonb, role text, language text, active boolean, verifier text)
       on conflict (shard, tenant, id) do update
         set store = excluded.store, name = excluded.name, role = excluded.role, language = excluded.language,
           active = excluded.active, verifier = excluded.verifier, version = s.version + 1
         where (s.store, s.name, s.role, s.language, s.active, s.verifier)
           is distinct from (excluded.store, excluded.name, excluded.role, excluded.language, excluded.active,
             excluded.verifier)`,
      [homeShard(tenant), tenant, store, JSON.stringify(rows)],
    ),
  );
  const documents = staff.map(({ verifier: _, ...document }) => asDocument(document));
  await putDocuments(context, feedOf('staff', tenant, store), documents);
}

/** Adds or changes a tenant and its stores, and tells every store's tills. */
export async function publishSettings(context: HubContext, tenant: TenantId, given: PublishedTenant): Promise<void> {
  const shard = homeShard(tenant);
  const { code, name, currency, notice, stores } = given;
  await context.db.retrying(() =>
    context.db.transaction(async (tx) => {
      await tx.run(
        `insert into tenant (shard, id, code, name, currency, body) values ($1, $2, $3, $4, $5, $6)
         on conflict (shard, id) do update
           set code = excluded.code, name = excluded.name, currency = excluded.currency, body = excluded.body`,
        [shard, tenant, code, JSON.stringify(name), currency, JSON.stringify({ notice })],
      );
      const rows = stores.map((body) => ({ ...body.store, body }));
      await tx.run(
        `insert into store (shard, tenant, id, code, name, zone, body)
         select $1, $2, r.id, r.code, r.name, r.zone, r.body
         from jsonb_to_recordset($3) as r (id text, code text, name jsonb, zone text, body jsonb)
         on conflict (shard, tenant, id) do update
           set code = excluded.code, name = excluded.name, zone = excluded.zone, body = excluded.body`,
        [shard, tenant, JSON.stringify(rows)],
      );
    }),
  );
  await refreshSettings(context, tenant);
}

/**
 * Writes the settings documents of a tenant from its tables. Also at every start, because the hub's own address, which
 * labels carry, is known only then.
 */
export async function refreshSettings(context: HubContext, tenant: TenantId): Promise<void> {
  const shard = homeShard(tenant);
  const [named] = await context.db.run<{ name: Words }>('select name from tenant where shard = $1 and id = $2', [
    shard,
    tenant,
  ]);
  const stores = await context.db.run<{ body: PublishedStore }>(
    'select body from store where shard = $1 and tenant = $2 order by code',
    [shard, tenant],
  );
  if (!named) return;
  const list = stores.map(({ body: { store } }) => ({ id: store.id, code: store.code, name: store.name }));
  for (const { body } of stores) {
    const { seq: _, ...document } = SettingsDocument.parse({
      ...body,
      id: 'settings',
      seq: 0,
      tenant: { name: named.name },
      stores: list,
      shopUrl: context.publicUrl(),
    });
    await putDocuments(context, feedOf('settings', tenant, body.store.id), [asDocument(document)]);
  }
}

function asDocument<Given extends { readonly id: string }>({ id, ...body }: Given): { id: string; body: object } {
  return { id, body };
}

function batchesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
}
