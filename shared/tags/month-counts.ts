import { changeValues, mergeRecords, type SortedRecord, valueAt, withValue } from '../kernel/sorted-record';

/** How often something happened, by month (`monthOf`). Whole numbers, so that adding in any order gives the same. */
export type MonthCounts = SortedRecord<number>;

/** Weights are whole parts per million: no float may make till and hub disagree. */
const WHOLE = 1_000_000;

/** 2^(−k/12) for k = 0…11, in parts per million. */
const TWELFTH_ROOTS = [
  1_000_000, 943_874, 890_899, 840_896, 793_701, 749_154, 707_107, 667_420, 629_961, 594_604, 561_231, 529_732,
] as const;

export function addToMonth(counts: MonthCounts, month: number, n: number): MonthCounts {
  return withValue(counts, String(month), (valueAt(counts, String(month)) ?? 0) + n);
}

export function mergeMonthCounts(a: MonthCounts, b: MonthCounts): MonthCounts {
  return mergeRecords(a, b, (left, right) => left + right);
}

/** Only the months from `first` on; undefined where none is left. */
export function keepMonthsFrom(counts: MonthCounts, first: number): MonthCounts | undefined {
  const kept = changeValues(counts, (n, month) => (Number(month) >= first ? n : undefined));
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Sum of the months from `first` on. */
export function sumMonths(counts: MonthCounts, first = Number.NEGATIVE_INFINITY): number {
  return Object.entries(counts).reduce((sum, [month, n]) => (Number(month) >= first ? sum + n : sum), 0);
}

/** What one count of `month` still weighs in `nowMonth`, in parts per million, with a half-life of twelve months. */
export function weightPpm(month: number, nowMonth: number): number {
  const age = Math.max(0, nowMonth - month);
  return Math.floor((TWELFTH_ROOTS[age % 12] ?? WHOLE) / 2 ** Math.floor(age / 12));
}

/** The counts as they weigh in `nowMonth`, in parts per million. */
export function weighMonths(counts: MonthCounts, nowMonth: number): number {
  return Object.entries(counts).reduce((sum, [month, n]) => sum + n * weightPpm(Number(month), nowMonth), 0);
}

/** A share of two whole numbers as a confidence: 0–1, four decimals. */
export function shareOf(part: number, whole: number): number {
  if (whole <= 0) return 0;
  return Math.round((part * 10_000) / whole) / 10_000;
}
