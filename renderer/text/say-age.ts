import type { TFunction } from 'i18next';

/** A unit a person would say an age in. */
export type AgeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A length of time in its largest whole unit, rounded down. Negative lengths (a clock put back) count as none. */
export function wholeUnits(lengthMs: number): { readonly unit: AgeUnit; readonly count: number } {
  const length = Math.max(0, lengthMs);
  if (length < minuteMs) return { unit: 'seconds', count: Math.floor(length / secondMs) };
  if (length < hourMs) return { unit: 'minutes', count: Math.floor(length / minuteMs) };
  if (length < dayMs) return { unit: 'hours', count: Math.floor(length / hourMs) };
  return { unit: 'days', count: Math.floor(length / dayMs) };
}

/** How long ago `atMs` was: “38 s ago”, 「38 秒前」. Under a second is “just now”; an unknown time says so. */
export function sayAge(t: TFunction<'common'>, atMs: number | undefined, nowMs: number): string {
  if (atMs === undefined) return t('age.unknown');
  const { unit, count } = wholeUnits(nowMs - atMs);
  return unit === 'seconds' && count === 0 ? t('age.now') : t(`age.${unit}`, { count });
}

/** A length of time without “ago”: “26 min”, 「26 分钟」. */
export function saySpan(t: TFunction<'common'>, lengthMs: number): string {
  const { unit, count } = wholeUnits(lengthMs);
  return t(`span.${unit}`, { count });
}
