/**
 * A hub names series that end in a letter: `JA01A`, `JA01B` … `JA01ZA`. A till that can't know any more which numbers it
 * gave goes on under one that ends in a digit, `JA01A1`, `JA01A2`: no hub gives that to anybody.
 */
const OWN = /\d+$/;

/** The series a till begins by itself after this one, never used before by it or by another. */
export function ownSeriesAfter(series: string): string {
  const [own = ''] = OWN.exec(series) ?? [];
  return `${series.slice(0, series.length - own.length)}${Number(own) + 1}`;
}

/**
 * Whether the series that a hub names comes after the one in use. An answer about facts of long ago, or of a hub that
 * was itself put back, may name an earlier one.
 */
export function isLaterSeries(named: string, inUse: string): boolean {
  const now = inUse.replace(OWN, '');
  return named.length === now.length ? named > now : named.length > now.length;
}
