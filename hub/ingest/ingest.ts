import type { EpochRanges, PushRequest, PushResponse } from '#shared/contract/sync';
import { EpochId } from '#shared/kernel/ids';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import { type Device, noteHeard } from '../devices/device-store';
import { type Appended, asParked, type NewLogRow } from '../log/log-row';
import { haveRanges } from '../log/read';
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
  await inTurn(context, device.id, () => settle(context, device, [], []));
}

async function take(context: HubContext, device: Device, push: Push): Promise<PushResponse> {
  const nowMs = context.clock();
  await context.keys.put(push.keys);
  const judged = push.facts.map((element) => judge(element, device, nowMs));
  const placed = judged.flatMap((one) => (hasPlace(one) ? [{ ...one, isEarly: false }] : []));
  const unplaced = judged.flatMap(({ row }) => (row.place === null ? [row] : []));
  const { parkedLater, branches } = await settle(context, device, placed, unplaced);
  const newest = placed
    .map(({ row }) => row)
    .sort((a, b) => a.hlc - b.hlc)
    .at(-1);
  const skewMs = newest ? Math.max(0, hlcMs(newest.hlc) - nowMs) : null;
  await noteHeard(context, device, { ctr: newest?.place.ctr ?? null, skewMs, nowMs });
  const codes = judged.map(({ said, row }) => ({ id: said, code: parkedLater.get(rowKey(row)) ?? row.quarantine }));
  const branch = branches.get(newest?.place.epoch ?? '');
  return {
    accepted: codes.flatMap(({ id, code }) => (code === null ? [id] : [])),
    quarantined: codes.flatMap(({ id, code }) => (code === null ? [] : [{ id, code }])),
    have: await have(context, device, [...new Set(placed.map(({ row }) => row.place.epoch))]),
    series: branch?.series ?? device.series,
    fork: branch?.isForked ?? false,
    hubTimeMs: context.clock(),
    generation: context.generation(),
  };
}

/** `parkedLater`: rows that looked good by themselves but were parked for what stands around them, by {@link rowKey}. */
type Settled = { readonly parkedLater: ReadonlyMap<string, string>; readonly branches: Branches };

async function settle(
  context: HubContext,
  device: Device,
  placed: readonly Pending[],
  unplaced: readonly NewLogRow[],
): Promise<Settled> {
  const { db, log, config } = context;
  const nowMs = context.clock();
  const stream = storeStream(device.tenant, device.store);
  const early = await readEarly(db, stream, device.id);
  const pending = [...placed, ...early];
  const before = await readBranches(context, device);
  const starts = new Map([...before].map(([epoch, { prev }]) => [epoch, prev]));
  const known = await readChain(db, stream, device, pending, starts);
  const placement = placeFacts(pending, known, nowMs - config.gapWaitMs, nowMs);
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
  return { parkedLater, branches: await growBranches(context, device, before, { begun: placement.begun, forks }) };
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

/** All that the hub holds of these epochs (of all epochs, at a till's first push in this life of the log), facts that wait for others included: only real gaps show. */
async function have(context: HubContext, device: Device, epochs: readonly string[]): Promise<readonly EpochRanges[]> {
  const stream = storeStream(device.tenant, device.store);
  const asked = isFirstPush(context, device) ? undefined : epochs;
  const ranges = await haveRanges(context.db, stream, device.id, asked);
  const early = await readEarly(context.db, stream, device.id);
  const known = new Set(ranges.map(({ epoch }) => epoch));
  const added = [...new Set(early.map(({ row }) => EpochId.parse(row.place.epoch)))].filter(
    (epoch) => !known.has(epoch),
  );
  return [...ranges, ...added.map((epoch) => ({ epoch, ranges: [] }))].map((one) => ({
    epoch: one.epoch,
    ranges: joined([
      ...one.ranges,
      ...early.flatMap(({ row: { place } }) => (place.epoch === one.epoch ? [[place.ctr, place.ctr] as const] : [])),
    ]),
  }));
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
