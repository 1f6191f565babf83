import { z } from 'zod';
import { invariant } from './invariant';

/** A rate as whole parts per million: 13 % VAT is 130000. Money code knows no fractions. */
export const RatePpm = z.int().min(0).max(1_000_000);

const MILLION = 1_000_000n;

/** Tax contained in a price that includes it, half away from zero: extracted once, at full precision. */
export function taxInside(grossMinor: number, ratePpm: number): number {
  const gross = BigInt(grossMinor);
  const rate = BigInt(ratePpm);
  return Number(divideHalfAway(gross * rate, MILLION + rate));
}

/** Tax that comes on top of a price without it, half away from zero. */
export function taxOnTop(netMinor: number, ratePpm: number): number {
  return Number(divideHalfAway(BigInt(netMinor) * BigInt(ratePpm), MILLION));
}

function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator > 0n, 'a positive denominator');
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (size * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}
