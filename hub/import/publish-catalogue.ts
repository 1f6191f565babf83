import { canonical } from '#shared/kernel/canonical';
import { groupBy } from '#shared/kernel/group-by';
import type { StoreId, StyleId, TenantId, VariantId } from '#shared/kernel/ids';
import { type PublishedPrice, publishPrices, publishStyles } from '../catalogue/publish';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { PriceDraft, StyleDraft } from './catalogue-draft';
import { keepLeftOut } from './keep-left-out';
import type { KnownVariant } from './known-garments';
import { addTallies, noTally, type Tally, tallyOf } from './tally';

/** What publishing styles came to; barcodes are the variants'. */
export type StylesPublished = { readonly styles: Tally; readonly variants: Tally; readonly barcodes: Tally };

const BATCH = 200;

/**
 * Publishes the styles that are new or differ from what the tenant has, and says which were which. A variant that its
 * style has now and the source leaves out stays in it.
 */
export async function publishNewStyles(
  context: HubContext,
  tenant: TenantId,
  styles: readonly StyleDraft[],
): Promise<StylesPublished> {
  const known = new Map((await knownVariants(context, tenant)).map((one) => [one.id, one]));
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
  const named = new Set(variants.map(({ id }) => id));
  let tally = noTally;
  for (let start = 0; start < styles.length; start += BATCH) {
    const batch = styles.slice(start, start + BATCH);
    const bodies = await stylesBefore(context, tenant, batch);
    const whole = batch.map((style) => {
      const before = bodies.get(style.id);
      const left = before?.variants.filter(({ id }) => !named.has(id) && known.get(id)?.style === style.id) ?? [];
      return before ? keepLeftOut(style, before, left) : style;
    });
    const isSame = (style: StyleDraft) => {
      const before = bodies.get(style.id);
      return before === undefined ? null : canonical(before) === canonical(style);
    };
    tally = addTallies(tally, tallyOf(whole, isSame));
    await publishStyles(
      context,
      tenant,
      whole.filter((style) => isSame(style) !== true),
    );
  }
  return { styles: tally, ...counted };
}

/**
 * Publishes a store's prices that are new or differ. A style whose prices change gets the store's next list version, so
 * that a receipt tells which prices it was made with. Variants of the style that the draft leaves out keep theirs.
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
  const ofStyle = groupBy([...before.values()], ({ style }) => style);
  const kept = (draft: PriceDraft): PriceDraft['prices'] =>
    Object.fromEntries(
      (ofStyle.get(draft.id) ?? [])
        .filter(({ list, currency }) => list === draft.list && currency === draft.currency)
        .map(({ variant, minor, was }) => [variant, { minor, wasMinor: was }]),
    );
  const published = news.map((draft): PublishedPrice => {
    const { id, currency, list, prices } = draft;
    return { id, currency, list, version, prices: { ...kept(draft), ...prices } };
  });
  await publishPrices(context, tenant, store, published);
  return tallyOf(drafts.flatMap(rows), (same) => same);
}

/** Every barcode the tenant's variants hold. */
export async function knownBarcodes(context: HubContext, tenant: TenantId): Promise<ReadonlyMap<string, VariantId>> {
  const variants = await knownVariants(context, tenant);
  return new Map(variants.flatMap(({ id, gtin }) => (gtin === null ? [] : [[gtin, id] as const])));
}

/** What the tenant has on sale. A variant that two styles name belongs to the one that named it last. */
export async function knownVariants(context: HubContext, tenant: TenantId): Promise<readonly KnownVariant[]> {
  return context.db.run<KnownVariant>(
    `select v.id, v.style, v.sku, v.gtin, named.colour, named.size
     from style s
       cross join lateral jsonb_to_recordset(s.body->'variants') as named (id text, colour text, size text)
       join variant v on v.shard = s.shard and v.tenant = s.tenant and v.id = named.id and v.style = s.id
     where s.shard = $1 and s.tenant = $2`,
    [homeShard(tenant), tenant],
  );
}

async function stylesBefore(
  context: HubContext,
  tenant: TenantId,
  styles: readonly StyleDraft[],
): Promise<ReadonlyMap<StyleId, StyleDraft>> {
  const rows = await context.db.run<{ id: StyleId; body: StyleDraft }>(
    'select id, body from style where shard = $1 and tenant = $2 and id = any($3)',
    [homeShard(tenant), tenant, styles.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}

type KnownPrice = {
  readonly variant: string;
  readonly style: string;
  readonly list: string;
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
  const rows = await context.db.run<KnownPrice>(
    `select p.variant, v.style, p.list, p.minor, p.was_minor as was, p.currency, p.version
     from price p join variant v on v.shard = p.shard and v.tenant = p.tenant and v.id = p.variant
     where p.shard = $1 and p.tenant = $2 and p.store = $3`,
    [homeShard(tenant), tenant, store],
  );
  return new Map(rows.map((price) => [`${price.list} ${price.variant}`, price]));
}
