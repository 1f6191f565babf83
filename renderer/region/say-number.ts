import type { Language } from '../text/language';

/** A count with the language's own thousands. */
export function sayCount(n: number, language: Language): string {
  return new Intl.NumberFormat(language).format(n);
}

/** A share in per cent, one decimal; a dash where there is nothing to share. */
export function sayShare(part: number, whole: number, language: Language): string {
  if (whole === 0) return '–';
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(part / whole);
}
