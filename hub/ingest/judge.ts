import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ParkedStub } from '#shared/contract/sync';
import { FACT_MAX_BYTES, Hash } from '#shared/facts/envelope';
import { hashText } from '#shared/facts/hash-text';
import { Fact, factKinds, tillKinds } from '#shared/facts/registry';
import { EpochId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { isStorable } from '../db/storable';
import type { Device } from '../devices/device-store';
import { asParked, type NewLogRow } from '../log/log-row';

/** Why a fact is parked. Each stays in its place in the chain, so that nothing behind it waits. */
export type ParkCode =
  | 'fact-malformed'
  | 'kind-unknown'
  | 'version-unknown'
  | 'kind-not-for-tills'
  | 'not-yours'
  | 'place-missing'
  | 'fact-too-large'
  | 'hash-wrong'
  | 'chain-broken'
  | 'id-reused'
  | 'fact-unstorable'
  | 'parked-by-till'
  | 'gap-lost'
  | 'value-unusable';

/** One element of a push, read as far as it can be. `said` is the id to answer with. */
export type Judged = {
  readonly said: string;
  readonly row: NewLogRow;
  /** The hash of the fact before, as far as it says one. */
  readonly prev: string | null;
};

const ID_MAX = 120;

/** Judges one element by itself. Nothing is refused: what can't be taken in is parked with a code. */
export function judge(element: unknown, device: Device, nowMs: InstantMs): Judged {
  const stub = ParkedStub.safeParse(element);
  if (stub.success) return judgeStub(stub.data, device, nowMs);
  const parsed = Fact.safeParse(element);
  if (!parsed.success) return unreadable(element, device, nowMs, whyUnreadable(element));
  return { ...read(parsed.data, device, nowMs), prev: parsed.data.prev ?? null };
}

function read(fact: Fact, device: Device, nowMs: InstantMs): Omit<Judged, 'prev'> {
  const text = JSON.stringify(fact);
  const bytes = Buffer.byteLength(text);
  const canBeKept = !text.includes('\\u') || !UNSTORABLE.test(text);
  const code = canBeKept ? objection(fact, device, bytes) : 'fact-unstorable';
  const place = fact.device ? { device: device.id, epoch: fact.device.epoch, ctr: fact.device.ctr } : null;
  const row: NewLogRow = {
    id: fact.id,
    place,
    hlc: fact.hlc,
    kind: fact.kind,
    v: fact.v,
    who: fact.who ?? null,
    receivedAtMs: nowMs,
    hash: fact.hash ?? null,
    quarantine: null,
    fact: bytes > FACT_MAX_BYTES || !canBeKept ? { id: fact.id, kind: fact.kind, bytes } : fact,
  };
  return { said: fact.id, row: code === null ? row : asParked(row, code, text) };
}

/** A NUL or half a character, as JSON escapes it: no database keeps it, and such a text has no canonical form to hash. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

function objection(fact: Fact, device: Device, bytes: number): ParkCode | null {
  if (!fact.device || !fact.hash || !fact.prev) return 'place-missing';
  if (fact.tenant !== device.tenant || fact.store !== device.store || fact.device.id !== device.id) return 'not-yours';
  if (!tillKinds.includes(fact.kind)) return 'kind-not-for-tills';
  if (bytes > FACT_MAX_BYTES) return 'fact-too-large';
  const privateHash = fact.private === undefined ? null : sha256(fact.private);
  return sha256(hashText(fact, privateHash)) === fact.hash ? null : 'hash-wrong';
}

function judgeStub(stub: ParkedStub, device: Device, nowMs: InstantMs): Judged {
  const { id, epoch, ctr, hash, reason } = stub;
  const place = { device: device.id, epoch, ctr };
  const nothing = parkedRow(storableId(id), nowMs, 'parked-by-till');
  const row = { ...nothing, place, hash, fact: { parked: true, reason } };
  return { said: id, prev: null, row: asParked(row, 'parked-by-till', JSON.stringify(stub)) };
}

/** Whatever can still be read of something that is no fact, so that it stands in its place. */
const Traces = z.object({
  id: z.string().optional().catch(undefined),
  kind: z.string().max(60).optional().catch(undefined),
  v: z.int().min(0).max(1_000_000).optional().catch(undefined),
  hlc: z.int().positive().optional().catch(undefined),
  hash: Hash.optional().catch(undefined),
  prev: Hash.optional().catch(undefined),
  device: z.object({ epoch: EpochId, ctr: z.int().positive() }).optional().catch(undefined),
});

/** Facts are a few levels deep. Beyond this neither JSON texts nor databases are sure to come to the bottom. */
const DEPTH_MAX = 64;

function unreadable(element: unknown, device: Device, nowMs: InstantMs, code: ParkCode): Judged {
  const traces = Traces.safeParse(element);
  const readable = traces.success ? traces.data : Traces.parse({});
  const { id, kind, v, hlc, hash, prev, device: place } = readable;
  const isDeep = isDeeperThan(element, DEPTH_MAX);
  const text = JSON.stringify(isDeep ? { ...readable, tooDeep: true } : element) ?? 'null';
  const known = id !== undefined && id !== '' ? id : `unreadable#${sha256(text).slice(0, 20)}`;
  const nothing = parkedRow(storableId(known), nowMs, code);
  const fits = !isDeep && Buffer.byteLength(text) <= FACT_MAX_BYTES;
  const row: NewLogRow = {
    ...nothing,
    place: place ? { device: device.id, ...place } : null,
    hlc: hlc ?? nothing.hlc,
    kind: kind ?? 'unreadable',
    v: v ?? 0,
    hash: hash ?? null,
    fact: fits ? { unreadable: element } : isDeep ? { tooDeep: true } : { bytes: Buffer.byteLength(text) },
  };
  return { said: known, prev: prev ?? null, row: asParked(row, code, text) };
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

function whyUnreadable(element: unknown): ParkCode {
  const { kind, v } = Traces.safeParse(element).data ?? {};
  if (kind === undefined) return 'fact-malformed';
  const known = Object.entries(factKinds).find(([name]) => name === kind)?.[1];
  if (!known) return 'kind-unknown';
  return v !== undefined && v !== known.v ? 'version-unknown' : 'fact-malformed';
}

/** A row of the log that says: here is something nobody could read. */
export function parkedRow(id: string, nowMs: InstantMs, code: ParkCode): NewLogRow {
  const nothing = { place: null, who: null, hash: null };
  return { ...nothing, id, hlc: nowMs * 1000, kind: 'parked', v: 0, receivedAtMs: nowMs, quarantine: code, fact: {} };
}

function storableId(id: string): string {
  return id.length <= ID_MAX && isStorable(id) ? id : `unreadable#${sha256(id).slice(0, 20)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
