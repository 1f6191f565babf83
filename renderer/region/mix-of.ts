import type { Stitch, StitchSource } from '../ui/stitch';

const DRAWN = 10;

/** Ten stitches in the proportion of the sources; whoever gave anything gets one. Fewer facts than ten are drawn one by one. */
export function mixOf(counts: Readonly<Partial<Record<StitchSource, number>>>): readonly Stitch[] {
  const given = Object.entries(counts).filter(([, n]) => n > 0) as readonly [StitchSource, number][];
  const total = given.reduce((sum, [, n]) => sum + n, 0);
  if (total <= DRAWN) return given.flatMap(([from, n]) => Array.from({ length: n }, () => ({ from })));
  const shares = given.map(([from, n]) => ({ from, drawn: Math.max(1, Math.round((n / total) * DRAWN)) }));
  const excess = shares.reduce((sum, { drawn }) => sum + drawn, 0) - DRAWN;
  const largest = shares.reduce((a, b) => (b.drawn > a.drawn ? b : a));
  return shares.flatMap((share) =>
    Array.from({ length: share.drawn - (share === largest ? excess : 0) }, () => ({ from: share.from })),
  );
}
