import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { ok, type Result, refuse } from '#shared/kernel/result';
import { LineNumbers } from './line-numbers';
import type { FileRefusal, RefusedRow } from './refused-row';

/** Rows longer than this are not a table any more (a quote was opened and never closed). Characters. */
const ROW_MAX = 200_000;
/** Larger files are refused: a million variants are about 100 MB. */
const FILE_MAX_BYTES = 512 * 1024 * 1024;
const PEEK_BYTES = 65_536;

/** One row of a table: its cells by column name, trimmed, empty where the column is absent. */
export type TableRow = { readonly line: number; readonly cell: (column: string) => string };

/** What reading a table came to. `rows` counts data rows read, refused ones among them. */
export type TableRead = { readonly rows: number; readonly refused: readonly RefusedRow[] };

/**
 * Reads a CSV file row by row, never holding it whole: comma, UTF-8 with or without a byte order mark, LF or CRLF, quoted
 * cells with line breaks (RFC 4180). A row that can't be read is refused by its line and the next ones go on.
 * Refuses the file where it is missing, empty, not text, not separated by commas, lacks a column or holds no row.
 */
export async function readTable(
  file: string,
  columns: readonly string[],
  take: (row: TableRow) => void,
): Promise<Result<TableRead, FileRefusal>> {
  const start = await peek(file);
  if (!start.ok) return start;
  const name = path.basename(file);
  const refused: RefusedRow[] = [];
  const lines = new LineNumbers();
  const unread = new Set<number>();
  let header: ReadonlyMap<string, number> | null = null;
  let width = 0;
  let rows = 0;
  const refuseRow = (line: number, code: RefusedRow['code'], params: RefusedRow['params'] = {}): void => {
    refused.push({ file: name, line, code, params });
  };
  const refuseUnread = (error: CsvError): void => {
    const line = lines.lineAt(Number(error.bytes ?? 0));
    if (unread.has(line)) return;
    unread.add(line);
    rows += 1;
    const code = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'quote-not-closed' : 'row-unreadable';
    refuseRow(line, code, { reason: error.code });
  };
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: ROW_MAX,
    on_skip: (error) => {
      if (error) refuseUnread(error);
      return undefined;
    },
  });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(lines).pipe(parser) as AsyncIterable<ParsedRecord>) {
      const line = lines.lineAt(info.bytes - 1) - record.reduce((breaks, cell) => breaks + newlines(cell), 0);
      if (header === null) {
        width = record.length;
        header = columnPlaces(record);
        const missing = columns.filter((column) => !header?.has(column.toLowerCase()));
        if (missing.length > 0) return refuse('columns-missing', { file: name, columns: missing.join(', ') });
        continue;
      }
      if (record.every((cell) => cell.trim() === '')) continue;
      rows += 1;
      if (record.length !== width) refuseRow(line, 'columns-wrong', { expected: width, got: record.length });
      else if (record.some((cell) => cell.includes('\ufffd'))) refuseRow(line, 'text-unreadable');
      else take({ line, cell: reader(header, record) });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    refuseUnread(error);
  } finally {
    source.destroy();
  }
  return rows === 0 ? refuse('rows-missing', { file: name }) : ok({ rows, refused });
}

type ParsedRecord = { readonly record: readonly string[]; readonly info: { readonly bytes: number } };

/** Looks at the first bytes, so that a picture or a spreadsheet file is refused before it is parsed as text. */
async function peek(file: string): Promise<Result<null, FileRefusal>> {
  const name = path.basename(file);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return refuse('file-missing', { file: name });
  if (found.size === 0) return refuse('file-empty', { file: name });
  if (found.size > FILE_MAX_BYTES) return refuse('file-too-large', { file: name, bytes: found.size });
  const handle = await open(file);
  const { buffer, bytesRead } = await handle
    .read(Buffer.alloc(Math.min(PEEK_BYTES, found.size)))
    .finally(() => handle.close());
  const bytes = buffer.subarray(0, bytesRead);
  if (bytes.includes(0)) return refuse('file-not-text', { file: name });
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (text.trim() === '') return refuse('file-empty', { file: name });
  const first = text.slice(0, text.search(/[\r\n]|$/));
  if (first.includes(',')) return ok(null);
  const delimiter = [';', '\t', '|'].find((one) => first.includes(one));
  if (delimiter === undefined) return refuse('file-not-csv', { file: name });
  return refuse('delimiter-wrong', { file: name, found: delimiter === '\t' ? 'tab' : delimiter });
}

function columnPlaces(record: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  record.forEach((cell, place) => {
    const name = cell.trim().toLowerCase();
    if (!places.has(name)) places.set(name, place);
  });
  return places;
}

function reader(places: ReadonlyMap<string, number>, record: readonly string[]): (column: string) => string {
  return (column) => {
    const place = places.get(column.toLowerCase());
    return place === undefined ? '' : (record[place] ?? '').trim();
  };
}

function newlines(cell: string): number {
  return cell.split('\n').length - 1;
}
