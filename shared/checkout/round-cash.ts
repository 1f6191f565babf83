import { invariant } from '../kernel/invariant';

/** The smallest coin that cash is paid with, minor units (1: none is missing), and which way an amount goes to it. */
export type CashRounding = { readonly stepMinor: number; readonly way: 'nearest' | 'down' };

export const noCashRounding: CashRounding = { stepMinor: 1, way: 'nearest' };

/**
 * What has to be added to an amount due in cash so that coins can pay it. The same for a refund with its sign turned,
 * so that a refund of a whole sale returns exactly what was paid. Halves go away from zero.
 */
export function roundCash(minor: number, { stepMinor, way }: CashRounding): number {
  invariant(Number.isSafeInteger(stepMinor) && stepMinor > 0, 'a coin is worth whole minor units');
  const size = Math.abs(minor);
  const rest = size % stepMinor;
  const isUp = way === 'nearest' && rest * 2 >= stepMinor && rest > 0;
  const change = isUp ? stepMinor - rest : -rest;
  return (minor < 0 ? -change : change) || 0;
}
