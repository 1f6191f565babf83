import { createHash } from 'node:crypto';
import type { InstantMs } from '#shared/kernel/time';

/** One stream of a tenant, where it lives. Streams are named in `stream-names.ts`. */
export type StreamRef = { readonly shard: number; readonly stream: string };

/** A till fact's place in its device's chain. */
export type LogPlace = { readonly device: string; readonly epoch: string; readonly ctr: number };

/**
 * What is appended. `fact` is the JSON as it was sent, or a stub; the other fields are the hub's reading of it.
 * `quarantine` is the code of a fact that is parked: it shows that its place is no gap, no projector reads it, and neither
 * id nor place is taken by it (see {@link asParked}).
 */
export type NewLogRow = {
  readonly id: string;
  readonly place: LogPlace | null;
  readonly hlc: number;
  readonly kind: string;
  readonly v: number;
  readonly who: string | null;
  readonly receivedAtMs: InstantMs;
  readonly hash: string | null;
  readonly quarantine: string | null;
  readonly fact: unknown;
};

/**
 * What is read. `seq` counts up within the stream, with harmless holes. `place.device` is without any fork mark, and `id`
 * of a parked row is the one it was sent under.
 */
export type LogRow = NewLogRow & { readonly seq: number; readonly isFork: boolean };

/** What became of one appended row. Every row gets exactly one of these, in the order given. */
export type Appended =
  /** New in the log. */
  | { readonly id: string; readonly status: 'inserted'; readonly seq: number }
  /**
   * It was there already, the same by id and hash: nothing happened. `quarantine` is what it is parked for, so that the
   * answer is the same each time.
   */
  | { readonly id: string; readonly status: 'duplicate'; readonly seq: number; readonly quarantine: string | null }
  /**
   * In the log, now or since before, though its place was taken by another fact of the same device: a restored or cloned
   * disk. It is kept, because money moved; the caller flags the device.
   */
  | { readonly id: string; readonly status: 'fork'; readonly seq: number; readonly quarantine: string | null }
  /** Its id is taken by a fact with another hash (`hash`). Not stored: the caller parks it, see `asParked`. */
  | { readonly id: string; readonly status: 'other-hash'; readonly hash: string | null }
  /** The database can't hold it, for example a NUL in a text. Not stored: the caller parks a stub. `code` is a SQLSTATE. */
  | { readonly id: string; readonly status: 'unstorable'; readonly code: string };

/**
 * The same row, parked: under an id of its own, made of what was sent, so that the same sent again is found again and the
 * id itself stays free for the good fact.
 * @param content what tells it from other rows under its id, where its hash may not say so
 */
export function asParked<Row extends NewLogRow>(row: Row, code: string, content = `${row.id} ${row.hash}`): Row {
  const digest = createHash('sha256').update(`${row.place?.device} ${content}`, 'utf8').digest('hex');
  return { ...row, id: `${sentId(row.id)}${MARK}${digest.slice(0, 20)}`, who: null, quarantine: code };
}

const MARK = '#parked-';

/** The id a row came under. */
export function sentId(id: string): string {
  return id.split(MARK, 1)[0] ?? id;
}
