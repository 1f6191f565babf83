import type { JournalHead } from '#shared/contract/host';
import type { Line } from './line';
import { factsOf, readStartLine } from './segment';

export type Numbering = Pick<JournalHead, 'series' | 'receipts'>;

/**
 * The receipt series in use after these lines of a segment, and the last number used in it. Null where a line that was
 * answered can't be read and no receipt comes after it: what it held, a sale or another series, nobody can say.
 */
export function findNumbering(lines: readonly Line[]): Numbering | null {
  const start = readStartLine(lines[0])?.head ?? null;
  let numbering: Numbering | null = start && { series: start.series, receipts: start.receipts };
  let record = start?.records ?? null;
  for (const line of lines.slice(start ? 1 : 0)) {
    if (line.kind === 'bad') {
      if (!line.torn) numbering = null;
      continue;
    }
    if (record !== null && line.record > record + 1) numbering = null;
    record = line.record;
    for (const fact of line.json.startsWith('[') ? factsOf(line) : []) {
      const receipt = fact.kind === 'SaleCompleted' ? fact.body.receipt : undefined;
      if (receipt) numbering = { series: receipt.series, receipts: receipt.number };
    }
  }
  return numbering;
}
