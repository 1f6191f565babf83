import path from 'node:path';
import { z } from 'zod';
import type { Words } from '#shared/catalog/garment';
import { StoreId } from '#shared/kernel/ids';
import type { Currency } from '#shared/kernel/money';
import { ok, type Result } from '#shared/kernel/result';
import { readJson } from './read-json';
import type { FileRefusal } from './refused-row';
import { steadyId } from './steady-id';

/**
 * A shop of the Sunrise chain.
 * @property key the source's name of it, by which prices and stock point at it
 * @property taxPpm tax contained in its prices; null where the source states none for its country
 */
export type SunriseStore = {
  readonly id: StoreId;
  readonly key: string;
  readonly code: string;
  readonly name: Words;
  readonly zone: string;
  readonly address: string;
  readonly country: string;
  readonly currency: Currency;
  readonly taxPpm: number | null;
};

const Channel = z.object({
  key: z.string(),
  name: z.object({ en: z.string() }),
  custom: z.object({ type: z.object({ key: z.string() }) }).optional(),
  address: z
    .object({
      streetName: z.string().default(''),
      streetNumber: z.string().default(''),
      postalCode: z.string().default(''),
      city: z.string(),
      country: z.string().regex(/^[A-Z]{2}$/),
    })
    .optional(),
});

const TaxCategory = z.object({
  key: z.string(),
  rates: z.array(z.object({ amount: z.number(), includedInPrice: z.boolean(), country: z.string() })),
});

/** Short code, name in Chinese, time zone: what the source has no column for. */
const known: Readonly<Record<string, readonly [code: string, zh: string, zone: string]>> = {
  berlin: ['BER', '柏林', 'Europe/Berlin'],
  munich: ['MUC', '慕尼黑', 'Europe/Berlin'],
  cologne: ['CGN', '科隆', 'Europe/Berlin'],
  hamburg: ['HAM', '汉堡', 'Europe/Berlin'],
  vienna: ['VIE', '维也纳', 'Europe/Vienna'],
  zurich: ['ZRH', '苏黎世', 'Europe/Zurich'],
  paris: ['PAR', '巴黎', 'Europe/Paris'],
  madrid: ['MAD', '马德里', 'Europe/Madrid'],
  barcelona: ['BCN', '巴塞罗那', 'Europe/Madrid'],
  amsterdam: ['AMS', '阿姆斯特丹', 'Europe/Amsterdam'],
  brussels: ['BRU', '布鲁塞尔', 'Europe/Brussels'],
  stockholm: ['STO', '斯德哥尔摩', 'Europe/Stockholm'],
  london: ['LON', '伦敦', 'Europe/London'],
  newyork: ['NYC', '纽约', 'America/New_York'],
  'boston-1': ['BOB', '波士顿后湾', 'America/New_York'],
  'boston-2': ['BOC', '波士顿剑桥', 'America/New_York'],
  chicago: ['CHI', '芝加哥', 'America/Chicago'],
  sanfrancisco: ['SFO', '旧金山', 'America/Los_Angeles'],
};

/** The tax category of garments. */
const TAX_KEY = 'standard';

/** The physical stores of `channels.json`, with the tax of `tax-category.json`. Prices: dollars in the US, else euros. */
export async function readSunriseStores(
  folder: string,
  tenantCode: string,
): Promise<Result<readonly SunriseStore[], FileRefusal>> {
  const channels = await readJson(path.join(folder, 'channels.json'), z.array(Channel));
  if (!channels.ok) return channels;
  const taxes = await readJson(path.join(folder, 'tax-category.json'), z.array(TaxCategory));
  if (!taxes.ok) return taxes;
  const rates = taxes.value.find(({ key }) => key === TAX_KEY)?.rates ?? [];
  return ok(
    channels.value.flatMap((channel) => {
      const { address, key } = channel;
      if (channel.custom?.type.key !== 'physicalStore' || !address) return [];
      const short = key.replace(/^sunrise-store-/, '');
      const [code, zh, zone] = known[short] ?? [codeOf(short), address.city, 'UTC'];
      const rate = rates.find(({ country, includedInPrice }) => includedInPrice && country === address.country);
      return [
        {
          id: steadyId(StoreId, 'store', tenantCode, key),
          key,
          code,
          name: { zh: `Sunrise ${zh}`, en: `Sunrise ${channel.name.en.replace(/^sunrise store /i, '')}` },
          zone,
          address: addressText(address),
          country: address.country,
          currency: address.country === 'US' ? 'USD' : 'EUR',
          taxPpm: rate ? Math.round(rate.amount * 1_000_000) : null,
        },
      ];
    }),
  );
}

function codeOf(short: string): string {
  return short
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 4)
    .toUpperCase()
    .padEnd(2, 'X');
}

function addressText(address: NonNullable<z.output<typeof Channel>['address']>): string {
  const street = `${address.streetName.replace(/,$/, '')} ${address.streetNumber}`.trim();
  return [street, `${address.postalCode} ${address.city}`.trim()].filter((part) => part !== '').join(', ');
}
