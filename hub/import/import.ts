import { stat } from 'node:fs/promises';
import type { Currency } from '#shared/kernel/money';
import { ok, type Result, refuse } from '#shared/kernel/result';
import type { HubContext } from '../context';
import { appendImported } from './append-imported';
import { knownBarcodes, knownVariants, publishNewPrices, publishNewStyles } from './publish-catalogue';
import type { FileRefusal, RefusedRow } from './refused-row';
import { readShopifyCsv } from './shopify-csv';
import { readSunrise, type SunriseRegion } from './sunrise';
import { publishSunriseStores, SUNRISE_CODE, SUNRISE_CURRENCY } from './sunrise-tenant';
import { addTallies, noTally, type Tally } from './tally';
import { findTenant, type KnownTenant, makeTenant, tenantIdOf } from './tenant';

/** What is imported and for whom. `tenantCode` and `currency` null: the usual ones of the source. */
export type ImportRequest = {
  readonly source: string;
  readonly tenantCode: string | null;
  readonly currency: Currency | null;
};

/**
 * What an import came to.
 * @property made a tenant was made for it
 * @property details further counts of the source, by name
 */
export type Imported = {
  readonly format: 'shopify-csv' | 'sunrise';
  readonly tenantCode: string;
  readonly currency: Currency;
  readonly made: KnownTenant | null;
  readonly styles: Tally;
  readonly variants: Tally;
  readonly barcodes: Tally;
  readonly prices: Tally;
  readonly facts: Tally;
  readonly details: Readonly<Record<string, number>>;
  readonly refused: readonly RefusedRow[];
};

export type ImportRefusal = FileRefusal | 'currency-differs';

/** The tenant of a product file when nobody says another. */
export const USUAL_TENANT = 'shop';
const USUAL_CURRENCY = 'CNY';

/**
 * Imports one source into the hub's tables and log: a folder is the Sunrise store data, a file a Shopify product CSV.
 * Nothing is deleted or taken off sale, and the same source again changes nothing. Rows refused are in the answer; the rest is in.
 *
 * Refuses the whole source where it can't be read, or where the tenant has another currency than asked for.
 */
export async function importSource(
  context: HubContext,
  request: ImportRequest,
): Promise<Result<Imported, ImportRefusal>> {
  const found = await stat(request.source).catch(() => null);
  return found?.isDirectory() ? importSunrise(context, request) : importShopify(context, request);
}

async function importShopify(
  context: HubContext,
  { source, tenantCode, currency }: ImportRequest,
): Promise<Result<Imported, ImportRefusal>> {
  const code = tenantCode ?? USUAL_TENANT;
  const known = await findTenant(context, code);
  const differs = known && currencyDiffers(code, known.currency, [currency]);
  if (differs) return differs;
  const used = known?.currency ?? currency ?? USUAL_CURRENCY;
  const onSale = known ? await knownVariants(context, known.id) : [];
  const read = await readShopifyCsv(source, { tenantCode: code, currency: used, known: onSale });
  if (!read.ok) return read;
  const tenant = known ?? (await makeTenant(context, code, used));
  const published = await publishNewStyles(context, tenant.id, read.value.styles);
  let prices = noTally;
  for (const store of tenant.stores)
    prices = addTallies(prices, await publishNewPrices(context, tenant.id, store, read.value.prices));
  const { rows, pictures, barcodesGiven, refused } = read.value;
  return ok({
    format: 'shopify-csv',
    tenantCode: code,
    currency: used,
    made: known ? null : tenant,
    ...published,
    prices,
    facts: noTally,
    details: { rows, pictures, barcodesGiven },
    refused,
  });
}

/** A tenant sells in one currency, and nothing in another is ever put beside it. */
function currencyDiffers(
  tenant: string,
  has: Currency,
  wanted: readonly (Currency | null)[],
): Result<never, 'currency-differs'> | null {
  const asked = wanted.find((one) => one !== null && one !== has);
  return asked ? refuse('currency-differs', { tenant, has, asked }) : null;
}

async function importSunrise(
  context: HubContext,
  { source, tenantCode, currency }: ImportRequest,
): Promise<Result<Imported, ImportRefusal>> {
  const code = tenantCode ?? SUNRISE_CODE;
  const differs = currencyDiffers(code, (await findTenant(context, code))?.currency ?? SUNRISE_CURRENCY, [
    SUNRISE_CURRENCY,
    currency,
  ]);
  if (differs) return differs;
  const nowMs = context.clock();
  const barcodes = await knownBarcodes(context, tenantIdOf(code));
  const read = await readSunrise(source, { tenantCode: code, nowMs, countedAtMs: nowMs, barcodes });
  return read.ok ? ok(await publishSunrise(context, code, read.value)) : read;
}

/** Publishes the Sunrise chain as read: its stores, then its goods, then what happened. */
export async function publishSunrise(context: HubContext, code: string, region: SunriseRegion): Promise<Imported> {
  const before = await findTenant(context, code);
  const tenant = await publishSunriseStores(context, code, region.stores);
  const published = await publishNewStyles(context, tenant.id, region.styles);
  let prices = noTally;
  for (const [store, drafts] of region.prices)
    prices = addTallies(prices, await publishNewPrices(context, tenant.id, store.id, drafts));
  const facts = await appendImported(context, tenant.id, tenant.stores, region.facts);
  return {
    format: 'sunrise',
    tenantCode: code,
    currency: tenant.currency,
    made: before ? null : tenant,
    ...published,
    prices,
    facts,
    details: { stores: region.stores.length, ...region.counts },
    refused: region.refused,
  };
}
