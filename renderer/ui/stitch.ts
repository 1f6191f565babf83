import type { TFunction } from 'i18next';

/** Where a fact came from: the store, online, a clerk's word; or that it is still missing. */
export type StitchSource = 'store' | 'online' | 'staff' | 'missing';

/** One mark: one fact behind a tag, or the place of one that is missing. */
export type Stitch = { readonly from: StitchSource; readonly isFading?: boolean };

/** At most this many stitches are drawn; the number says the rest. */
export const stitchesDrawn = 8;

const sources: readonly StitchSource[] = ['store', 'online', 'staff', 'missing'];

/** What the stitches say, for those who do not see them: “6 facts: 4 from the store, 2 online”. */
export function sayStitches(t: TFunction<'common'>, stitches: readonly Stitch[]): string {
  if (stitches.length === 0) return t('stitches.none');
  const parts: string[] = sources.flatMap((source) => {
    const n = stitches.filter((stitch) => stitch.from === source).length;
    return n === 0 ? [] : [t(`stitches.${source}`, { n })];
  });
  const fading = stitches.filter((stitch) => stitch.isFading === true).length;
  if (fading > 0) parts.push(t('stitches.fading', { n: fading }));
  const facts = stitches.filter((stitch) => stitch.from !== 'missing').length;
  return t('stitches.summary', { count: facts, parts: parts.join(t('stitches.join')) });
}
