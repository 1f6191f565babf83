import { must } from '#shared/kernel/invariant';
import { steadyNumber } from '../import/steady-id';

const STEPS = 2 ** 32;

/** Numbers from 0 up to 1 that look random and are the same for the same seed. */
export type Chance = () => number;

/** NOTE drawn from a hash of how many were drawn: slow next to a real generator, and plenty for a demo. */
export function seededChance(seed: string): Chance {
  let drawn = 0;
  return () => {
    drawn += 1;
    return steadyNumber(STEPS, 'chance', seed, String(drawn)) / STEPS;
  };
}

/** One of the items; `weight` says how much likelier than weight 1. */
export function pick<Item>(chance: Chance, items: readonly Item[], weight: (item: Item) => number = () => 1): Item {
  const total = items.reduce((sum, item) => sum + weight(item), 0);
  let left = chance() * total;
  return must(
    items.find((item) => {
      left -= weight(item);
      return left < 0;
    }) ?? items.at(-1),
    'something to pick from',
  );
}

/** A whole number from `from` to `to`, both possible. */
export function between(chance: Chance, from: number, to: number): number {
  return from + Math.floor(chance() * (to - from + 1));
}
