import { invariant } from './invariant';

/**
 * Splits an amount by weights; the parts always sum to the amount.
 * Minor units left over go to the largest remainders first, ties by order. All weights 0: the first part gets it all.
 */
export function allocate(minor: number, weights: readonly number[]): readonly number[] {
  invariant(Number.isSafeInteger(minor), 'an amount is whole minor units');
  invariant(weights.length > 0 && weights.every((weight) => weight >= 0), 'weights are at least one, none negative');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map((_, index) => (index === 0 ? minor : 0));
  const size = Math.abs(minor);
  const sign = Math.sign(minor);
  const shares = weights.map((weight) => divide(BigInt(size) * BigInt(weight), BigInt(total)));
  let left = size - shares.reduce((sum, share) => sum + share.whole, 0);
  const order = shares.map((_, index) => index).sort((a, b) => byRemainder(shares, a, b));
  const extra = new Set(order.slice(0, left));
  left -= extra.size;
  invariant(left === 0, 'every minor unit finds a part');
  return shares.map((share, index) => sign * (share.whole + (extra.has(index) ? 1 : 0)) || 0);
}

type Share = { readonly whole: number; readonly remainder: bigint };

function divide(numerator: bigint, denominator: bigint): Share {
  return { whole: Number(numerator / denominator), remainder: numerator % denominator };
}

function byRemainder(shares: readonly Share[], a: number, b: number): number {
  const left = shares[a]?.remainder ?? 0n;
  const right = shares[b]?.remainder ?? 0n;
  if (left === right) return a - b;
  return left > right ? -1 : 1;
}
