import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import type { Device } from '../devices/device-store';
import { nextSeries } from '../devices/series';
import type { Placement } from './chain';

/** How one epoch of a device began, and the receipt series its till numbers under. */
export type Branch = { readonly prev: string; readonly series: string; readonly isForked: boolean };

/** The epochs heard of lately, by id. */
export type Branches = ReadonlyMap<string, Branch>;

/** An epoch begins at every start of a till: this many reach back months. */
const KEPT = 200;

export async function readBranches(context: HubContext, device: Device): Promise<Branches> {
  const [row] = await context.db.run<{ heads: Readonly<Record<string, Branch>> }>(
    'select heads from device where shard = $1 and tenant = $2 and id = $3',
    [homeShard(device.tenant), device.tenant, device.id],
  );
  return new Map(Object.entries(row?.heads ?? {}));
}

/**
 * Writes down the epochs that began and the forks that were found. A branch goes on under the series of the one it
 * follows; the branch that was found second gets a new series, so that no number is given twice.
 */
export async function growBranches(
  context: HubContext,
  device: Device,
  branches: Branches,
  { begun, forks }: Pick<Placement, 'begun' | 'forks'>,
): Promise<Branches> {
  const grown = new Map(branches);
  let { series } = device;
  for (const { epoch, prev, after } of begun) {
    const [known, parent] = [grown.get(epoch), after === null ? undefined : grown.get(after)];
    const like = known?.isForked ? known : (parent ?? known);
    grown.set(epoch, { prev, series: like?.series ?? firstOf(grown, device), isForked: like?.isForked ?? false });
  }
  const fresh = forks.filter((epoch) => !isKnownFork(branches, epoch));
  for (const epoch of fresh) {
    series = nextSeries(series);
    grown.set(epoch, { prev: grown.get(epoch)?.prev ?? '', series, isForked: true });
    context.logger.warn({ device: device.id, epoch, series }, 'the chain of a till goes on in two ways');
  }
  if (begun.length === 0 && fresh.length === 0) return branches;
  const kept = [...grown].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, KEPT);
  await context.db.run(
    `update device set heads = $4, series = $5, forked = forked or $6
     where shard = $1 and tenant = $2 and id = $3`,
    [
      homeShard(device.tenant),
      device.tenant,
      device.id,
      JSON.stringify(Object.fromEntries(kept)),
      series,
      fresh.length > 0,
    ],
  );
  return grown;
}

function isKnownFork(branches: Branches, epoch: string): boolean {
  return branches.get(epoch)?.isForked ?? false;
}

/** An epoch that follows nothing known: while the device has no fork, its one series; else the series it began with. */
function firstOf(branches: Branches, device: Device): string {
  return [...branches.values()].find(({ isForked }) => !isForked)?.series ?? device.series;
}
