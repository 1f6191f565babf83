import type { EpochRanges, PushRequest, PushResponse } from '#shared/contract/sync';
import { EpochId } from '#shared/kernel/ids';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import { type Device, noteHeard } from '../devices/device-store';
import { type HeldRanges, openHeldRanges, readRanges } from '../log/held-ranges';
import { type Appended, asParked, type NewLogRow } from '../log/log-row';
import { storeStream } from '../log/stream-names';
import { type Branches, growBranches, readBranches } from './branches';
import { type Pending, placeFacts } from './chain';
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
  const { parkedLater, branches, waiting } = await settle(context, device, known, placed, unplaced);
  const newest = placed
    .map(({ row }) => row)
    .sort((a, b) => a.hlc - b.hlc)
    .at(-1);
  const skewMs = newest ? Math.max(0, hlcMs(newest.hlc) - nowMs) : null;
  const codes = judged.map(({ said, row }) => ({ id: said, code: parkedLater.get(rowKey(row)) ?? row.quarantine }));
  const branch = branches.get(newest?.place.epoch ?? '');
  const [held] = await Promise.all([
    have(context, device, waiting, new Set(placed.map(({ row }) => row.place.epoch))),
    noteHeard(context, device, { ctr: newest?.place.ctr ?? null, skewMs, nowMs }),
  ]);
  return {
    accepted: codes.flatMap(({ id, code }) => (code === null ? [id] : [])),
    quarantined: codes.flatMap(({ id, code }) => (code === null ? [] : [{ id, code }])),
    have: held,
    series: branch?.series ?? device.series,
    fork: branch?.isForked ?? false,
    hubTimeMs: context.clock(),
    generation: context.generation(),
  };
}

/** `parkedLater`: rows that looked good by themselves but were parked for what stands around them, by {@link rowKey}. */
type Settled = {
  readonly parkedLater: ReadonlyMap<string, string>;
  readonly branches: Branches;
  /** Facts that are kept until those before them come. */
  readonly waiting: readonly Pending[];
};

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
  const { db, log, config } = context;
  const nowMs = context.clock();
  const stream = storeStream(device.tenant, device.store);
  const { early, before } = await known;
  const pending = [...placed, ...early];
  const starts = new Map([...before].map(([epoch, { prev }]) => [epoch, prev]));
  const chain = await readChain(db, stream, device, pending, starts);
  const placement = placeFacts(pending, chain, nowMs - config.gapWaitMs, nowMs);
  await writeEarly(
    db,
    stream,
    placement.waiting.filter(({ isEarly }) => !isEarly),
  );
  const rows = [...placement.ready, ...unplaced];
  const outcomes = rows.length === 0 ? [] : await log.append(stream, rows);
  const parkedLater = await parkRefused(context, device, rows, outcomes);
  const stillWaits = new Set(placement.waiting);
  await dropEarly(
    db,
    stream,
    early.filter((item) => !stillWaits.has(item)),
  );
  const twins = rows.flatMap((row, index) =>
    outcomes[index]?.status === 'fork' && row.quarantine === null && row.place ? [row.place.epoch] : [],
  );
  const forks = [...new Set([...placement.forks, ...twins])];
  const branches = await growBranches(context, device, before, { begun: placement.begun, forks });
  return { parkedLater, branches, waiting: placement.waiting };
}

/** What the log would not take as it was goes in beside it: nothing sent is ever only answered. */
async function parkRefused(
  context: HubContext,
  device: Device,
  rows: readonly NewLogRow[],
  outcomes: readonly Appended[],
): Promise<ReadonlyMap<string, string>> {
  const parked = rows.flatMap((row, index) => {
    const outcome = outcomes[index];
    if (outcome?.status === 'other-hash') return [{ row, as: asParked(row, 'id-reused') }];
    if (outcome?.status === 'unstorable') return [{ row, as: asStub(row) }];
    return [];
  });
  if (parked.length > 0) {
    await context.log.append(
      storeStream(device.tenant, device.store),
      parked.map(({ as }) => as),
    );
  }
  const broken = rows.filter(({ quarantine }) => quarantine === 'chain-broken');
  return new Map(
    [...broken.map((row) => ({ row, as: row })), ...parked].map(({ row, as }) => [rowKey(row), as.quarantine ?? '']),
  );
}

function rowKey({ id, hash }: NewLogRow): string {
  return `${id} ${hash}`;
}

function asStub(row: NewLogRow): NewLogRow {
  return { ...asParked(row, 'fact-unstorable'), kind: 'unstorable', who: null, fact: { unstorable: true } };
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
