import { crc32 } from 'node:zlib';

/**
 * A line of the journal: `<record number> <bytes of the JSON> <CRC-32 of number and JSON> <JSON>` and a line feed.
 * JSON has no raw line feed in it, so one damaged line never hides the next.
 */
export function lineOf(record: number, json: string): Buffer {
  const text = Buffer.from(json, 'utf8');
  return Buffer.concat([Buffer.from(`${record} ${text.length} ${sumOf(record, text)} `), text, LINE_FEED]);
}

/** `bad` bytes are either `torn`, cut off at the end of the file, or damaged where they are. */
export type Line =
  | {
      readonly kind: 'good';
      readonly record: number;
      readonly json: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'bad'; readonly torn: boolean; readonly from: number; readonly to: number };

/** Lines of a file in order, from a byte at which a line begins. */
export function* linesOf(bytes: Buffer, from = 0): Generator<Line> {
  for (let at = from; at < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED_BYTE, at);
    const to = feed < 0 ? bytes.length : feed + 1;
    yield feed < 0 ? { kind: 'bad', torn: true, from: at, to } : lineAt(bytes, at, to);
    at = to;
  }
}

const LINE_FEED_BYTE = 10;
const LINE_FEED = Buffer.from([LINE_FEED_BYTE]);
const PREFIX = /^(\d{1,15}) (\d{1,9}) ([0-9a-f]{8}) /;

function lineAt(bytes: Buffer, from: number, to: number): Line {
  const bad: Line = { kind: 'bad', torn: false, from, to };
  const prefix = PREFIX.exec(bytes.toString('latin1', from, Math.min(to, from + 40)));
  if (!prefix) return bad;
  const [all, record, length, sum] = prefix;
  const text = bytes.subarray(from + all.length, to - 1);
  if (text.length !== Number(length) || sumOf(Number(record), text) !== sum) return bad;
  return { kind: 'good', record: Number(record), json: text.toString('utf8'), from, to };
}

function sumOf(record: number, text: Uint8Array): string {
  return crc32(text, crc32(`${record} `))
    .toString(16)
    .padStart(8, '0');
}
