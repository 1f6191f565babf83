import { crc32 } from 'node:zlib';

/**
 * A line of the journal: `<record number> <bytes of the JSON> <CRC-32 of number and JSON> <JSON>` and a line feed.
 * JSON has no raw line feed in it, so one damaged line never hides the next.
 */
export function lineOf(record: number, json: string): Buffer {
  const text = Buffer.from(json, 'utf8');
  return Buffer.concat([Buffer.from(`${record} ${text.length} ${sumOf(record, text)} `), text, LINE_FEED]);
}

/** `bad` bytes are either `torn`, the beginning of a line that was never finished, or damaged where they are. */
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
    const line = goodLineAt(bytes, at) ?? badLineAt(bytes, at);
    yield line;
    at = line.to;
  }
}

const LINE_FEED_BYTE = 10;
const LINE_FEED = Buffer.from([LINE_FEED_BYTE]);
const PREFIX = /^(\d{1,15}) (\d{1,9}) ([0-9a-f]{8}) /;
const CUT_PREFIX = /^\d{0,15}( \d{0,9}( [0-9a-f]{0,8})?)?$/;

/** The length says where a line ends: a damaged line feed takes neither this line with it nor the next. */
function goodLineAt(bytes: Buffer, from: number): Line | null {
  const prefix = prefixAt(bytes, from);
  if (!prefix) return null;
  const end = prefix.end + prefix.length;
  const text = bytes.subarray(prefix.end, end);
  if (end >= bytes.length || sumOf(prefix.record, text) !== prefix.sum) return null;
  return { kind: 'good', record: prefix.record, json: text.toString('utf8'), from, to: end + 1 };
}

function badLineAt(bytes: Buffer, from: number): Line {
  const feed = bytes.indexOf(LINE_FEED_BYTE, from);
  if (feed >= 0) return { kind: 'bad', torn: false, from, to: feed + 1 };
  return { kind: 'bad', torn: isCutOff(bytes, from), from, to: bytes.length };
}

/** True where the bytes up to the end of the file can be the first ones of a longer line: its writing was broken off. */
function isCutOff(bytes: Buffer, from: number): boolean {
  const prefix = prefixAt(bytes, from);
  if (prefix) return bytes.length <= prefix.end + prefix.length;
  return CUT_PREFIX.test(bytes.toString('latin1', from));
}

function prefixAt(bytes: Buffer, from: number) {
  const [all = '', record, length, sum] = PREFIX.exec(bytes.toString('latin1', from, from + 40)) ?? [];
  return all === '' ? null : { record: Number(record), length: Number(length), sum, end: from + all.length };
}

function sumOf(record: number, text: Uint8Array): string {
  return crc32(text, crc32(`${record} `))
    .toString(16)
    .padStart(8, '0');
}
