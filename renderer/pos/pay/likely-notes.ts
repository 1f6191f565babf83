import { currencyDecimals } from '#shared/kernel/currency-decimals';
import type { Currency } from '#shared/kernel/money';

/** Whole units people round up to when they pay: the notes of the euro, the yuan and the dollar are among them. */
const steps = [5, 10, 50, 100, 500, 1000] as const;

/** The exact sum, then what a shopper is likely to hand over: up to five different amounts, rising. */
export function likelyNotes(dueMinor: number, currency: Currency): readonly number[] {
  const unit = 10 ** currencyDecimals(currency);
  const rounded = steps.map((step) => Math.ceil(dueMinor / (step * unit)) * step * unit);
  return [...new Set([dueMinor, ...rounded])].sort((a, b) => a - b).slice(0, 5);
}
