import type { Garment } from '#shared/catalog/garment';
import type { ShopMe, ShopStep } from '#shared/contract/shop';
import type { Fact, FactBody } from '#shared/facts/registry';
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
    .flatMap(({ fact }) => stepsOf(tenant, fact))
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, STEPS);
}

function stepsOf(tenant: ShopTenant, fact: Fact): readonly ShopStep[] {
  const of = (what: ShopStep['what'], garments: readonly Garment[]): readonly ShopStep[] => {
    const [first, ...others] = garments;
    if (!first) return [];
    const { name, size, gtin } = first;
    const atMs = Math.floor(fact.hlc / 1000);
    const about = { what, name, detail: size, gtin, more: others.length };
    return [{ fact: fact.id, atMs, ...about, minor: null, currency: null, order: null }];
  };
  switch (fact.kind) {
    case 'CodeScanned':
      return of('scanned', fact.body.garment ? [fact.body.garment] : []);
    case 'ProductViewed':
      return of('viewed', [fact.body.garment]);
    case 'OrderPlaced': {
      const { lines, totalMinor, currency } = fact.body;
      const garments = lines.map(({ garment }) => garment);
      const order = orderOf(tenant, fact.body);
      return of('ordered', garments).map((step) => ({ ...step, minor: totalMinor, currency, order }));
    }
    case 'SaleCompleted': {
      const { lines, totalMinor, currency } = fact.body;
      const garments = lines.map(({ garment }) => garment);
      return of('bought', garments).map((step) => ({ ...step, minor: totalMinor, currency }));
    }
    case 'FittingEnded':
      return of(
        'tried',
        fact.body.garments.map(({ garment }) => garment),
      );
    default:
      return [];
  }
}

/** How to come by an order: its number, and for one to collect where and until when. */
function orderOf({ stores }: ShopTenant, { number, delivery }: FactBody<'OrderPlaced'>): ShopStep['order'] {
  if (delivery.kind === 'ship') return { number, untilMs: null, store: null };
  return { number, untilMs: delivery.until, store: stores.find(({ id }) => id === delivery.store)?.name ?? null };
}
