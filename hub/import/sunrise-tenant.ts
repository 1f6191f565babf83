import type { StoreId } from '#shared/kernel/ids';
import { type PublishedStore, publishSettings } from '../catalogue/publish';
import type { HubContext } from '../context';
import { sunriseNotice } from './sunrise';
import type { SunriseStore } from './sunrise-stores';
import { findTenant, type KnownTenant, tenantIdOf } from './tenant';

export const SUNRISE_CODE = 'sunrise';
export const SUNRISE_CURRENCY = 'EUR';
const rooms: readonly string[] = ['1', '2', '3', '4'];

/** Makes or refreshes the chain's stores, and its tenant; one that is there already keeps its name. */
export async function publishSunriseStores(
  context: HubContext,
  code: string,
  stores: readonly SunriseStore[],
): Promise<KnownTenant> {
  const id = tenantIdOf(code);
  const name = (await findTenant(context, code))?.name ?? { zh: 'Sunrise', en: 'Sunrise' };
  await publishSettings(context, id, {
    code,
    name,
    currency: SUNRISE_CURRENCY,
    notice: sunriseNotice,
    stores: stores.map(settingsOf),
  });
  return { id, name, currency: SUNRISE_CURRENCY, stores: stores.map((store): StoreId => store.id) };
}

/** The store's settings, as its tills get them. */
export function settingsOf({ id, code, name, zone, address, country, currency, taxPpm }: SunriseStore): PublishedStore {
  return {
    store: { id, code, name, zone, address },
    currency,
    languages: ['en', 'zh-CN'],
    country,
    rooms,
    tax: { ratePpm: taxPpm ?? 0, inside: true, version: 1 },
    versions: { prices: 1, promotions: 0 },
    notice: sunriseNotice,
  };
}
