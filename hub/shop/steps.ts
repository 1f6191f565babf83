import type { ShopMe, ShopStep } from '#shared/contract/shop';
import type { Fact } from '#shared/facts/registry';
import { AnchorId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { streamsOf } from '../log/read';
import { readBrowserAnchors } from './browsers';
import type { ShopTenant } from './tenants';

const STEPS = 60;

/** What a browser may see of itself: its own steps; and once it proved its phone, the whole person's. */
export async function readMe(context: HubContext, tenant: ShopTenant, browser: string): Promise<ShopMe> {
  const anchors = await readBrowserAnchors(context, tenant.id, browser);
  const proven = anchors.find(({ provenAtMs }) => provenAtMs !== null) ?? null;
  const own = anchors.map(({ who }) => who);
  const all = proven ? [...new Set([...own, ...(await anchorsOfPerson(context, tenant, proven.who))])] : own;
  return {
    joined: proven !== null,
    proven: proven !== null,
    phoneTail: proven?.tail ?? null,
    steps: await readSteps(context, tenant, all),
  };
}

/** All anchors of the person an anchor belongs to. */
async function anchorsOfPerson(context: HubContext, tenant: ShopTenant, who: AnchorId): Promise<readonly AnchorId[]> {
  const rows = await context.db.run<{ who: string }>(
    `select a.who from anchor a join anchor b on b.shard = a.shard and b.tenant = a.tenant and b.person = a.person
     where a.shard = $1 and a.tenant = $2 and b.who = $3`,
    [homeShard(tenant.id), tenant.id, who],
  );
  return rows.map((row) => AnchorId.parse(row.who));
}

async function readSteps(
  context: HubContext,
  tenant: ShopTenant,
  anchors: readonly AnchorId[],
): Promise<readonly ShopStep[]> {
  if (anchors.length === 0) return [];
  const streams = await streamsOf(context.db, tenant.id);
  const found = await Promise.all(
    streams.map(({ shard, stream }) =>
      context.db.run<{ fact: Fact }>(
        `select fact from fact where shard = $1 and stream = $2 and who = any($3) and quarantine is null order by seq desc limit $4`,
        [shard, stream, anchors, STEPS],
      ),
    ),
  );
  return found
    .flat()
    .flatMap(({ fact }) => stepsOf(fact))
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, STEPS);
}

function stepsOf(fact: Fact): readonly ShopStep[] {
  const step = { fact: fact.id, atMs: Math.floor(fact.hlc / 1000), minor: null, currency: null, detail: '' };
  switch (fact.kind) {
    case 'CodeScanned':
      return fact.body.garment
        ? [{ ...step, what: 'scanned', name: fact.body.garment.name, detail: fact.body.garment.size }]
        : [];
    case 'ProductViewed':
      return [{ ...step, what: 'viewed', name: fact.body.garment.name, detail: fact.body.garment.size }];
    case 'OrderPlaced':
    case 'SaleCompleted': {
      const [first] = fact.body.lines;
      const what = fact.kind === 'OrderPlaced' ? 'ordered' : 'bought';
      if (!first) return [];
      return [
        {
          ...step,
          what,
          name: first.garment.name,
          detail: first.garment.size,
          minor: fact.body.totalMinor,
          currency: fact.body.currency,
        },
      ];
    }
    case 'FittingEnded':
      return fact.body.garments
        .slice(0, 1)
        .map(({ garment }) => ({ ...step, what: 'tried' as const, name: garment.name, detail: garment.size }));
    default:
      return [];
  }
}
