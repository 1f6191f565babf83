import { allocate } from '#shared/kernel/allocate';
import type { Stitch, StitchSource } from '../ui/stitch';

const DRAWN = 10;

/** Parts of `total` in proportion to counts; whoever has anything gets `least` first. Sums to `total`. */
export function shareOut(counts: readonly number[], total: number, least = 1): readonly number[] {
  const whole = counts.reduce((sum, n) => sum + n, 0);
  if (whole === 0) return counts.map(() => 0);
  const floors = counts.map((n) => (n === 0 ? 0 : least));
  const wanted = counts.map((n, place) => Math.max(0, n * total - (floors[place] ?? 0) * whole));
  const rest = allocate(total - floors.reduce((sum, n) => sum + n, 0), wanted);
  return floors.map((floor, place) => floor + (rest[place] ?? 0));
}

/** Ten stitches in the proportion of the sources; fewer facts than ten are drawn one by one. */
export function mixOf(counts: Readonly<Partial<Record<StitchSource, number>>>): readonly Stitch[] {
  const given = Object.entries(counts) as readonly [StitchSource, number][];
  const numbers = given.map(([, n]) => n);
  const total = numbers.reduce((sum, n) => sum + n, 0);
  const drawn = total <= DRAWN ? numbers : shareOut(numbers, DRAWN);
  return given.flatMap(([from], place) => Array.from({ length: drawn[place] ?? 0 }, () => ({ from })));
}
