import { canonical } from '#shared/kernel/canonical';
import { type StoreId, type TenantId, VariantId } from '#shared/kernel/ids';
import { type PublishedPrice, publishPrices, publishStyles } from '../catalogue/publish';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { PriceDraft, StyleDraft } from './catalogue-draft';
import { addTallies, noTally, type Tally, tallyOf } from './tally';

/** What publishing styles came to; barcodes are the variants'. */
export type StylesPublished = { readonly styles: Tally; readonly variants: Tally; readonly barcodes: Tally };

const BATCH = 200;

/** Publishes the styles that are new or differ from what the tenant has, and says which were which. */
export async function publishNewStyles(
  context: HubContext,
  tenant: TenantId,
  styles: readonly StyleDraft[],
): Promise<StylesPublished> {
  const known = await knownVariants(context, tenant);
  const variants = styles.flatMap((style) => style.variants.map((variant) => ({ style: style.id, ...variant })));
  const counted: Omit<StylesPublished, 'styles'> = {
    variants: tallyOf(variants, ({ id, style, sku }) => {
      const before = known.get(id);
      return before ? before.style === style && before.sku === sku : null;
    }),
    barcodes: tallyOf(variants, ({ id, gtin }) => {
      const before = known.get(id)?.gtin ?? null;
      return before === null ? null : before === gtin;
    }),
  };
  let tally = noTally;
  for (let start = 0; start < styles.length; start += BATCH) {
    const batch = styles.slice(start, start + BATCH);
    const bodies = await stylesBefore(context, tenant, batch);
    const isSame = (style: StyleDraft) => {
      const before = bodies.get(style.id);
      return before === undefined ? null : before === canonical(style);
    };
    tally = addTallies(tally, tallyOf(batch, isSame));
    await publishStyles(
      context,
      tenant,
      batch.filter((style) => isSame(style) !== true),
    );
  }
  return { styles: tally, ...counted };
}

/**
 * Publishes a store's prices that are new or differ. A style whose prices change gets the store's next list version, so
 * that a receipt tells which prices it was made with.
 */
export async function publishNewPrices(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  drafts: readonly PriceDraft[],
): Promise<Tally> {
  const before = await pricesBefore(context, tenant, store);
  const last = Math.max(0, ...[...before.values()].map(({ version }) => version));
  const rows = (draft: PriceDraft) =>
    Object.entries(draft.prices).map(([variant, price]) => {
      const old = before.get(`${draft.list} ${variant}`);
      if (!old) return null;
      return old.minor === price.minor && old.was === price.wasMinor && old.currency === draft.currency;
    });
  const news = drafts.filter((draft) => rows(draft).some((same) => same !== true));
  const hasChanged = news.some((draft) => rows(draft).includes(false));
  const version = hasChanged ? last + 1 : Math.max(1, last);
  const published = news.map(
    ({ id, currency, list, prices }): PublishedPrice => ({ id, currency, list, version, prices }),
  );
  await publishPrices(context, tenant, store, published);
  return tallyOf(drafts.flatMap(rows), (same) => same);
}

/** Every barcode the tenant's variants hold. */
export async function knownBarcodes(context: HubContext, tenant: TenantId): Promise<ReadonlyMap<string, VariantId>> {
  const variants = await knownVariants(context, tenant);
  return new Map([...variants].flatMap(([id, { gtin }]) => (gtin === null ? [] : [[gtin, id] as const])));
}

type KnownVariant = { readonly style: string; readonly sku: string | null; readonly gtin: string | null };

async function knownVariants(context: HubContext, tenant: TenantId): Promise<ReadonlyMap<VariantId, KnownVariant>> {
  const rows = await context.db.run<KnownVariant & { id: string }>(
    'select id, style, sku, gtin from variant where shard = $1 and tenant = $2',
    [homeShard(tenant), tenant],
  );
  return new Map(rows.map(({ id, ...variant }) => [VariantId.parse(id), variant]));
}

async function stylesBefore(
  context: HubContext,
  tenant: TenantId,
  styles: readonly StyleDraft[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await context.db.run<{ id: string; body: unknown }>(
    'select id, body from style where shard = $1 and tenant = $2 and id = any($3)',
    [homeShard(tenant), tenant, styles.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, body }) => [id, canonical(body)]));
}

type KnownPrice = {
  readonly minor: number;
  readonly was: number | null;
  readonly currency: string;
  readonly version: number;
};

async function pricesBefore(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
): Promise<ReadonlyMap<string, KnownPrice>> {
  const rows = await context.db.run<KnownPrice & { variant: string; list: string }>(
    `select variant, list, minor, was_minor as was, currency, version from price
     where shard = $1 and tenant = $2 and store = $3`,
    [homeShard(tenant), tenant, store],
  );
  return new Map(rows.map(({ variant, list, ...price }) => [`${list} ${variant}`, price]));
}
