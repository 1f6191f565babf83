import type { EpochRanges, PushRequest, PushResponse } from '#shared/contract/sync';
import { EpochId } from '#shared/kernel/ids';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { type Device, noteHeard } from '../devices/device-store';
import { type HeldRanges, openHeldRanges, readRanges } from '../log/held-ranges';
import { type Appended, asParked, type NewLogRow, type StreamRef } from '../log/log-row';
import { readFacts } from '../log/read';
import { storeStream } from '../log/stream-names';
import { type Branches, growBranches, readBranches } from './branches';
import { type Pending, placeFacts, type Ready } from './chain';
import { inTurn, isFirstPush } from './in-turn';
import { type Judged, judge } from './judge';
import { dropEarly, readChain, readEarly, writeEarly } from './read-chain';

type Push = { readonly facts: readonly unknown[]; readonly keys: PushRequest['keys'] };

/**
 * Takes in one batch of a till: keys first, then each element by itself, each in its place. Everything sent is either
 * accepted or parked when this answers, both for good.
 */
export function ingest(context: HubContext, device: Device, push: Push): Promise<PushResponse> {
  return inTurn(context, device.id, () => take(context, device, push));
}

/** Closes gaps that were waited for long enough, for one device. Also done with every push. */
export async function closeGaps(context: HubContext, device: Device): Promise<void> {
  await inTurn(context, device.id, () => settle(context, device, readKnown(context, device), [], []));
}

/** Takes in again what was parked; what is still no good stays as it is. Nobody is told: its till has gone on. */
export async function takeParked(context: HubContext, device: Device, elements: readonly unknown[]): Promise<void> {
  await inTurn(context, device.id, async () => {
    const judged = elements.map((element) => judge(element, device, context.clock()));
    const good = judged.flatMap((one) =>
      one.row.quarantine === null && hasPlace(one) ? [{ ...one, isEarly: false }] : [],
    );
    if (good.length > 0) await settle(context, device, readKnown(context, device), good, []);
  });
}

async function take(context: HubContext, device: Device, push: Push): Promise<PushResponse> {
  const nowMs = context.clock();
  await context.keys.of(device.tenant).put(push.keys);
  // Asked before judging, so that the database works meanwhile.
  const known = readKnown(context, device);
  // Awaited below; should judging fail before, its failure is the one that is told.
  known.catch(() => undefined);
  const judged = push.facts.map((element) => judge(element, device, nowMs));
  const placed = judged.flatMap((one) => (hasPlace(one) ? [{ ...one, isEarly: false }] : []));
  const unplaced = judged.flatMap(({ row }) => (row.place === null ? [row] : []));
  const { codes, branches, waiting } = await settle(context, device, known, placed, unplaced);
  const newest = placed
    .map(({ row }) => row)
    .sort((a, b) => a.hlc - b.hlc)
    .at(-1);
  const skewMs = newest ? Math.max(0, hlcMs(newest.hlc) - nowMs) : null;
  const answers = judged.map(({ said: id, row }) => {
    const known = codes.get(row);
    return { id, code: known === undefined ? row.quarantine : known };
  });
  const branch = branches.get(newest?.place.epoch ?? '');
  const [held] = await Promise.all([
    have(context, device, waiting, new Set(placed.map(({ row }) => row.place.epoch))),
    noteHeard(context, device, { ctr: newest?.place.ctr ?? null, skewMs, nowMs }),
  ]);
  return {
    accepted: answers.flatMap(({ id, code }) => (code === null ? [id] : [])),
    quarantined: answers.flatMap(({ id, code }) => (code === null ? [] : [{ id, code }])),
    have: held,
    series: branch?.series ?? device.series,
    fork: branch?.isForked ?? false,
    hubTimeMs: context.clock(),
    generation: context.generation(),
  };
}

/** `codes`: what the log holds each judged row as, its code or null; a row that waits for others is not among them. */
type Settled = { readonly codes: Codes; readonly branches: Branches; readonly waiting: readonly Pending[] };

type Codes = ReadonlyMap<NewLogRow, string | null>;

/** What waits from earlier pushes, and how the device's epochs began. */
type Known = { readonly early: readonly Pending[]; readonly before: Branches };

async function readKnown(context: HubContext, device: Device): Promise<Known> {
  const [early, before] = await Promise.all([
    readEarly(context.db, storeStream(device.tenant, device.store), device.id),
    readBranches(context, device),
  ]);
  return { early, before };
}

async function settle(
  context: HubContext,
  device: Device,
  known: Promise<Known>,
  placed: readonly Pending[],
  unplaced: readonly NewLogRow[],
): Promise<Settled> {
  const { db, config } = context;
  const nowMs = context.clock();
  const stream = storeStream(device.tenant, device.store);
  const { early, before } = await known;
  const reused = new Map<NewLogRow, string>();
  const waitingIds = early.map(({ row }) => row);
  const pending = [...parkReused(placed, waitingIds, reused), ...early];
  const starts = new Map([...before].map(([epoch, { prev }]) => [epoch, prev]));
  const isForked = device.isForked || [...before.values()].some((branch) => branch.isForked);
  const chain = await readChain(db, stream, { ...device, isForked }, pending, starts);
  const placement = placeFacts(pending, chain, nowMs - config.gapWaitMs, nowMs);
  const fresh = placement.waiting.filter(({ isEarly }) => !isEarly);
  await writeEarly(db, stream, parkReused(fresh, await holdersOf(db, stream, fresh), reused));
  const ready = [...placement.ready, ...unplaced.map((row) => ({ row, judged: row }))];
  const { codes, twins } = await append(context, stream, ready);
  const stillWaits = new Set(placement.waiting);
  await dropEarly(
    db,
    stream,
    early.filter((item) => !stillWaits.has(item)),
  );
  const forks = [...new Set([...placement.forks, ...twins])];
  const branches = await growBranches(context, device, before, { begun: placement.begun, forks });
  return { codes: new Map([...reused, ...codes]), branches, waiting: placement.waiting };
}

/** What comes under an id that another content holds is parked. `reused` gets the rows that were. */
function parkReused(
  items: readonly Pending[],
  holders: readonly Pick<NewLogRow, 'id' | 'hash'>[],
  reused: Map<NewLogRow, string>,
): readonly Pending[] {
  const hashes = new Map(holders.map(({ id, hash }) => [id, hash]));
  return items.map((item) => {
    const { row } = item;
    if (row.quarantine !== null || (hashes.get(row.id) ?? row.hash) === row.hash) return item;
    reused.set(row, 'id-reused');
    return { ...item, row: asParked(row, 'id-reused') };
  });
}

/** Who holds the ids of facts that will wait: a good fact in the log, else the first of those that came together. */
async function holdersOf(
  db: Queryable,
  stream: StreamRef,
  fresh: readonly Pending[],
): Promise<readonly Pick<NewLogRow, 'id' | 'hash'>[]> {
  if (fresh.length === 0) return [];
  const rows = fresh.map(({ row }) => row).reverse();
  const stored = await readFacts(
    db,
    stream,
    rows.map(({ id }) => id),
  );
  return [...rows, ...stored.filter(({ quarantine }) => quarantine === null)];
}

/**
 * Appends what is ready. What the log would not take as it was goes in beside it: nothing sent is ever only answered.
 * `twins`: the epochs in which a place was found taken by another fact.
 */
async function append(
  { log }: HubContext,
  stream: StreamRef,
  ready: readonly Ready[],
): Promise<{ readonly codes: Codes; readonly twins: readonly string[] }> {
  if (ready.length === 0) return { codes: new Map(), twins: [] };
  const rows = ready.map(({ row }) => row);
  const outcomes = await log.append(stream, rows);
  const refused = rows.flatMap((row, index): readonly (readonly [NewLogRow, NewLogRow])[] => {
    const status = outcomes[index]?.status;
    if (status === 'other-hash') return [[row, asParked(row, 'id-reused')]];
    return status === 'unstorable' ? [[row, asStub(row)]] : [];
  });
  const parked = refused.map(([, as]) => as);
  const parkedOutcomes = parked.length === 0 ? [] : await log.append(stream, parked);
  const held = new Map([
    ...rows.map((row, index) => [row, codeAs(row, outcomes[index])] as const),
    ...refused.map(([row, as], index) => [row, codeAs(as, parkedOutcomes[index])] as const),
  ]);
  return {
    codes: new Map(ready.flatMap(({ row, judged }) => (judged ? [[judged, held.get(row) ?? null] as const] : []))),
    twins: rows.flatMap(({ quarantine, place }, index) =>
      outcomes[index]?.status === 'fork' && quarantine === null && place ? [place.epoch] : [],
    ),
  };
}

/** What a row is parked for in the log: of one that was there before, what it was parked for then. */
function codeAs({ quarantine }: NewLogRow, outcome: Appended | undefined): string | null {
  return outcome?.status === 'duplicate' || outcome?.status === 'fork' ? outcome.quarantine : quarantine;
}

function asStub(row: NewLogRow): NewLogRow {
  return { ...asParked(row, 'fact-unstorable'), kind: 'unstorable', fact: { unstorable: true } };
}

/**
 * All that the hub holds of these epochs (of all epochs, at a till's first push in this life of the log), facts that wait
 * for others included: only real gaps show.
 */
async function have(
  context: HubContext,
  device: Device,
  waiting: readonly Pending[],
  epochs: ReadonlySet<string>,
): Promise<readonly EpochRanges[]> {
  const stream = storeStream(device.tenant, device.store);
  const places = waiting.map(({ row }) => row.place);
  const asked = new Set([...epochs, ...places.map(({ epoch }) => epoch)].map((epoch) => EpochId.parse(epoch)));
  const held = isFirstPush(context, device) ? await readRanges(context.db, stream, device.id) : [];
  const ranges = new Map(held.map((one) => [one.epoch, one.ranges]));
  for (const epoch of asked) {
    if (!ranges.has(epoch)) ranges.set(epoch, await heldRanges(context).of(stream, device.id, epoch));
  }
  return [...ranges].map(([epoch, inLog]) => {
    const early = places.flatMap((place) => (place.epoch === epoch ? [[place.ctr, place.ctr] as const] : []));
    return { epoch, ranges: joined([...inLog, ...early]) };
  });
}

const heldByHub = new WeakMap<HubContext, HeldRanges>();

function heldRanges(context: HubContext): HeldRanges {
  const known = heldByHub.get(context) ?? openHeldRanges(context.db);
  heldByHub.set(context, known);
  return known;
}

function joined(ranges: readonly (readonly [number, number])[]): readonly [number, number][] {
  const whole: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = whole.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

function hasPlace(one: Judged): one is Judged & Pick<Pending, 'row'> {
  return one.row.place !== null;
}
