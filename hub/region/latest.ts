import type { RouteOutput } from '#shared/contract/http';
import type { Fact } from '#shared/facts/registry';
import { AnchorId, type TenantId } from '#shared/kernel/ids';
import { hlcMs } from '#shared/sync/hybrid-clock';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import type { StreamRef } from '../log/log-row';
import { lastSeqs } from '../log/read';
import { streamsOfStores } from '../log/stream-names';
import { maskedTitle, readAnchorsOf, readStoreNames } from './anchors';
import { readLooks } from './garment-looks';
import { piecesOf, stepOf, timelineKinds } from './step-of';

type Latest = RouteOutput<'read-overview'>['latest'];
type Row = { readonly fact: Fact; readonly hlc: number; readonly received_at: number };

const SHOWN = 12;

/** Of each log this many of the newest facts are looked through at first, and more where too few of them are shown. */
const LOOKED_THROUGH = 5000;
const WIDER = 16;

/** What happened last in any store or online, newest first, with whom it was about, masked. */
export async function readLatest(context: HubContext, tenant: TenantId, stores: readonly string[]): Promise<Latest> {
  const streams = streamsOfStores(tenant, stores);
  const longest = Math.max(...(await lastSeqs(context.db, streams)));
  let among = LOOKED_THROUGH;
  let rows = await readAmongNewest(context.db, streams, among);
  while (rows.length < SHOWN && among < longest) {
    among *= WIDER;
    rows = await readAmongNewest(context.db, streams, among);
  }
  const names = await readStoreNames(context, tenant);
  const lookOf = await readLooks(
    context,
    tenant,
    rows.flatMap(({ fact }) => piecesOf(fact).map(({ garment }) => garment)),
  );
  const people = await readTitles(
    context,
    tenant,
    rows.flatMap(({ fact }) => fact.who ?? []),
  );
  return rows.map(({ fact, hlc, received_at }) => ({
    step: stepOf(fact, Math.min(hlcMs(hlc), received_at), names, lookOf),
    person: (fact.who === undefined ? null : people.get(fact.who)) ?? null,
  }));
}

/**
 * The newest facts of a timeline among the last so many of each log.
 * NOTE bounded on both sides: only then the database goes by the index, and not through the whole log.
 */
async function readAmongNewest(db: Queryable, streams: readonly StreamRef[], among: number): Promise<readonly Row[]> {
  const rows = await db.run<Row>(
    `select f.fact, f.hlc, f.received_at
     from jsonb_to_recordset($1) as s (shard int, stream text)
     join stream t on t.shard = s.shard and t.id = s.stream
     cross join lateral (
       select fact, hlc, received_at from fact
       where shard = s.shard and stream = s.stream and seq > t.last - $4 and seq <= t.last
         and kind = any($2) and quarantine is null
       order by seq desc limit $3) f
     order by least(f.hlc, f.received_at * 1000) desc, f.hlc desc limit $3`,
    [JSON.stringify(streams), timelineKinds, SHOWN, among],
  );
  return rows;
}

/** What lists call the persons of these anchors. */
async function readTitles(
  context: HubContext,
  tenant: TenantId,
  who: readonly AnchorId[],
): Promise<ReadonlyMap<AnchorId, Latest[number]['person']>> {
  const rows = await context.db.run<{ who: string; person: string }>(
    'select who, person from anchor where shard = $1 and tenant = $2 and who = any($3)',
    [homeShard(tenant), tenant, [...new Set(who)]],
  );
  const known = await readAnchorsOf(context, tenant, [...new Set(rows.map(({ person }) => person))]);
  return new Map(
    rows.map(({ who: one, person }) => [
      AnchorId.parse(one),
      { person: AnchorId.parse(person), ...maskedTitle(known.get(person) ?? []) },
    ]),
  );
}
