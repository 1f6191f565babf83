import type { RegionPerson } from '#shared/contract/region';
import { AnchorId, type TenantId } from '#shared/kernel/ids';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { maskedTitle, readAnchorsOf } from './anchors';
import { apartPairs, type Decision, otherSide } from './links';

type Near = RegionPerson['near'][number];
type Found = { readonly person: string; readonly kind: string | null; readonly why: string; readonly at: number };

const NEAR_MAX = 6;

/** Others who share an identifier with this person and were not joined, by rule or by staff: somebody may know better. */
export async function readNear(
  context: HubContext,
  tenant: TenantId,
  anchors: readonly AnchorId[],
  decisions: readonly Decision[],
): Promise<readonly Near[]> {
  const apart = await readApart(context, tenant, new Set(anchors), decisions);
  const refused = (await readRefused(context, tenant, anchors)).filter(
    ({ person }) => !apart.some((one) => one.person === person),
  );
  const found = [...apart, ...refused].slice(0, NEAR_MAX);
  const known = await readAnchorsOf(
    context,
    tenant,
    found.map(({ person }) => person),
  );
  return found.map(({ person, kind, why, at }) => {
    return { person: AnchorId.parse(person), ...maskedTitle(known.get(person) ?? []), kind, why, atMs: at };
  });
}

async function readApart(
  { db }: HubContext,
  tenant: TenantId,
  own: ReadonlySet<string>,
  decisions: readonly Decision[],
): Promise<readonly Found[]> {
  const others = new Map(
    apartPairs(decisions).flatMap((pair) => {
      const other = otherSide(pair, own);
      return other === null ? [] : [[other as string, pair.hlc] as const];
    }),
  );
  if (others.size === 0) return [];
  const rows = await db.run<{ who: string; person: string }>(
    'select who, person from anchor where shard = $1 and tenant = $2 and who = any($3)',
    [homeShard(tenant), tenant, [...others.keys()]],
  );
  const persons = new Map(rows.map(({ who, person }) => [person, others.get(who) ?? 0]));
  return [...persons].map(([person, hlc]) => ({ person, kind: null, why: 'apart', at: hlcMs(hlc) }));
}

function readRefused({ db }: HubContext, tenant: TenantId, anchors: readonly AnchorId[]): Promise<readonly Found[]> {
  return db.run<Found>(
    `select distinct on (o.person) o.person, other.kind, r.why, r.at
     from identifier own
     join identifier other on other.shard = own.shard and other.tenant = own.tenant
       and other.kind = own.kind and other.hmac = own.hmac
     join anchor o on o.shard = other.shard and o.tenant = other.tenant and o.who = other.who
     join refused r on r.shard = own.shard and r.tenant = own.tenant
       and r.kind = own.kind and r.hmac = own.hmac and r.who in (own.who, other.who)
     where own.shard = $1 and own.tenant = $2 and own.who = any($3) and not own.blocked and not (other.who = any($3))
     order by o.person, r.at desc limit $4`,
    [homeShard(tenant), tenant, anchors, NEAR_MAX],
  );
}
