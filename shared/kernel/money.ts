import { z } from 'zod';
import { currencyDecimals } from './currency-decimals';

/** ISO 4217 code, for example `CNY`, `EUR`, `JPY`. */
export const Currency = z.string().regex(/^[A-Z]{3}$/);
export type Currency = z.output<typeof Currency>;

/** Integer minor units (fen, cents) of one currency. Never a fraction, never a bare number where the currency is not plain from its neighbour. */
export type Money = { readonly minor: number; readonly currency: Currency };

/** The most that one amount is: beyond any sale in any currency, and thousands of them still sum up exactly. */
const MINOR_MAX = 1_000_000_000_000;

/** Minor units as they stand in facts and documents, beside a currency. May be negative. */
export const Minor = z.int().min(-MINOR_MAX).max(MINOR_MAX);

/** Minor units that can't be negative: prices, amounts handed over. */
export const MinorPaid = z.int().nonnegative().max(MINOR_MAX);

/** The sum of minor units of one currency. */
export function sumMinor(amounts: readonly number[]): number {
  return amounts.reduce((sum, minor) => sum + minor, 0);
}

/**
 * Minor units of a decimal text such as `259.00`, without passing through a float.
 * `null` where the text is not an amount or has more decimals than the currency.
 */
export function minorFromText(text: string, currency: Currency): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return null;
  const decimals = currencyDecimals(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  const minor = Number(match[2]) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || '0');
  return match[1] && minor ? -minor : minor;
}
