/** Series names: letters and digits, so that a receipt's number reads well aloud. At most twelve characters. */
const STEM_MAX = 5;

/** A till's first series: its store's code and its number there, then `A`. For example `JA01A`. */
export function firstSeries(storeCode: string, tillNumber: number): string {
  const stem =
    storeCode
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, STEM_MAX) || 'T';
  return `${stem}${String(tillNumber).padStart(2, '0')}A`;
}

/** The series after this one: `JA01A`, `JA01B` … `JA01Z`, `JA01ZA`. */
export function nextSeries(series: string): string {
  const last = series.slice(-1);
  if (last >= 'A' && last < 'Z') return `${series.slice(0, -1)}${String.fromCharCode(last.charCodeAt(0) + 1)}`;
  return `${series}A`;
}
