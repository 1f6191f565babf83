/**
 * One figure of the bench. `bar` and `value` share `unit`; a figure whose bar is a ratio has unit `×`, and its `value` is
 * that ratio. `baseline` is what was measured beside it in the same run, in the figure's own unit before dividing.
 */
export type Measured = {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | '×' | 'MB' | 'KB' | '1/s';
  /** Null: told for information only. */
  readonly bar: number | null;
  readonly ok: boolean;
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** For people: of what and how many, and what the baseline is. Not part of the JSON line. */
  readonly note: string;
  readonly direction: 'at most' | 'at least';
};

type Asked = Pick<Measured, 'name' | 'value' | 'unit' | 'note'> &
  Partial<Pick<Measured, 'bar' | 'baseline' | 'direction'>>;

/** Holds a value against its bar. */
export function measured({
  bar = null,
  baseline = null,
  direction = 'at most',
  value,
  unit,
  ...rest
}: Asked): Measured {
  const ratio = unit === '×' ? value : baseline === null ? null : value / baseline;
  const ok = bar === null || (direction === 'at most' ? value <= bar : value >= bar);
  return { ...rest, value, unit, bar, baseline, direction, ratio, ok };
}

/** `value` of `baseline`, as a figure with a ratio for its bar. Both in one unit. */
export function ratioOf(
  asked: Omit<Asked, 'unit' | 'value' | 'baseline'> & { readonly of: number; readonly to: number },
): Measured {
  const { of, to, ...rest } = asked;
  return measured({ ...rest, unit: '×', value: of / to, baseline: to });
}

/** The value that `share` of all values do not exceed, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The agreed line: these fields, in this order, rounded to what was measured. */
export function jsonLine({ name, value, unit, bar, ok, baseline, ratio }: Measured): string {
  return JSON.stringify({
    name,
    value: rounded(value),
    unit,
    bar,
    ok,
    baseline: baseline === null ? null : rounded(baseline),
    ratio: ratio === null ? null : rounded(ratio),
  });
}

/** The line of a figure that could not be measured. */
export function brokenJsonLine(name: string, why: string): string {
  const nothing = { value: null, unit: null, bar: null, ok: false, baseline: null, ratio: null };
  return JSON.stringify({ name, ...nothing, failed: firstLine(why) });
}

const columns = [34, 16, 12, 6, 22] as const;

export const tableHead = row(['figure', 'measured', 'bar', '', 'beside it']);

/** A line of the table for people. */
export function tableLine(one: Measured): string {
  const bar = one.bar === null ? '' : `${one.direction === 'at most' ? '≤' : '≥'} ${one.bar} ${one.unit}`;
  const verdict = one.bar === null ? '' : one.ok ? 'ok' : 'MISS';
  const beside = one.baseline === null ? '' : `${rounded(one.baseline)} (× ${rounded(one.ratio ?? 0)})`;
  return `${row([one.name, `${rounded(one.value)} ${one.unit}`, bar, verdict, beside])}${one.note}`;
}

export function brokenTableLine(name: string, why: string): string {
  return `${row([name, 'failed:'])}${firstLine(why)}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function row(cells: readonly string[]): string {
  return cells.map((cell, place) => cell.padEnd(columns[place] ?? 0)).join('');
}

/** Three digits that count. */
function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 4 : 3));
}
