/** Chance that can be had again: the same seed gives the same numbers. */
export type Chance = {
  /** At least 0, less than 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  /** True once in so many times. */
  readonly oneIn: (times: number) => boolean;
  readonly pick: <Value>(from: readonly Value[]) => Value;
};

/** A new seed, or the one of `SEAM_SEED`; printed, so that a failure can be played again. */
export function seedFor(name: string): number {
  const given = Number(process.env.SEAM_SEED);
  const seed = Number.isSafeInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31) + 1;
  process.stdout.write(`${name}: SEAM_SEED=${seed}\n`);
  return seed;
}

/** Mulberry32 (Tommy Ettinger, 2017, public domain). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    oneIn: (times) => between(1, times) === 1,
    pick: (from) => {
      const value = from[between(0, from.length - 1)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}
