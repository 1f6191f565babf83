import { Temporal } from 'temporal-polyfill';
import type { Happening } from '#shared/facts/happening';
import { Fact, factKinds } from '#shared/facts/registry';
import { groupBy } from '#shared/kernel/group-by';
import type { FactId, StaffId, StoreId, TenantId } from '#shared/kernel/ids';
import { invariant, must } from '#shared/kernel/invariant';
import type { BusinessDate, InstantMs, WallTime } from '#shared/kernel/time';
import type { HubContext } from '../context';
import { mintKey, seal } from '../keys/seal';
import type { NewLogRow, StreamRef } from './log-row';
import { onlineStream, peopleStream, storeStream } from './stream-names';

/**
 * Where a fact written by the hub itself belongs: a phone's, a connector's, an import's, a decision of staff or resolver.
 * `store`: the store's own stream. `online`: the stream of the happening's `who`. `people`: the tenant's decisions.
 */
export type HubPlace = {
  readonly tenant: TenantId;
  readonly in: { readonly stream: 'store'; readonly store: StoreId } | { readonly stream: 'online' | 'people' };
  /** The idempotency id: the same one again changes nothing. Minted where absent. */
  readonly id?: FactId;
  /** When it happened; now where absent. */
  readonly atMs?: InstantMs;
  /** IANA zone of the wall clock beside it; UTC where absent. */
  readonly zone?: string;
  /** The store it happened in, for a fact in another stream: a code scanned in a shop. */
  readonly store?: StoreId;
  readonly staff?: StaffId;
  readonly businessDate?: BusinessDate;
};

export type HubHappening = { readonly happening: Happening; readonly place: HubPlace };

/** Writes one fact; see {@link appendHubFacts}. */
export async function appendHubFact(context: HubContext, happening: Happening, place: HubPlace): Promise<Fact> {
  const [fact] = await appendHubFacts(context, [{ happening, place }]);
  return must(fact, 'a fact for a happening');
}

/**
 * Writes facts that come from no till, in order within each stream: encrypts what is secret under the anchor's key
 * (minting one for a new anchor), stores the key, then appends. Idempotent by id. An erased person's secret is left out.
 */
export async function appendHubFacts(context: HubContext, given: readonly HubHappening[]): Promise<readonly Fact[]> {
  const made = await makeHubFacts(context, given);
  await appendMadeFacts(context, made);
  return made.map(({ fact }) => fact);
}

/** A fact of the hub's own, whole, and the stream it goes to. Plain data: it can be kept and written later. */
export type MadeFact = { readonly fact: Fact; readonly stream: StreamRef };

/** Facts ready to be written; the keys of what is secret in them are on disk. */
export async function makeHubFacts(context: HubContext, given: readonly HubHappening[]): Promise<readonly MadeFact[]> {
  await mintKeys(context, given);
  return given.map(({ happening, place }) => ({
    fact: factFrom(context, happening, place),
    stream: streamFor(happening, place),
  }));
}

/** Stored, or known to have been stored under these ids, when this resolves. */
export async function appendMadeFacts(context: HubContext, made: readonly MadeFact[]): Promise<void> {
  const receivedAtMs = context.clock();
  const streams = groupBy(made, ({ stream }) => stream.stream);
  const outcomes = await Promise.all(
    [...streams.values()].map((own) => {
      const { stream } = must(own[0], 'a group holds a fact');
      return context.log.append(
        stream,
        own.map(({ fact }) => rowOf(fact, receivedAtMs)),
      );
    }),
  );
  for (const { id, status } of outcomes.flat()) {
    invariant(status !== 'unstorable' && status !== 'other-hash', `the hub's own fact ${id} can be stored: ${status}`);
  }
}

function factFrom(
  context: HubContext,
  { kind, body, capture, who, secret }: Happening,
  { tenant, in: into, id, atMs, zone, store, staff, businessDate }: HubPlace,
): Fact {
  const key = who === undefined ? null : context.keys.of(tenant).get(who);
  const where = into.stream === 'store' ? into.store : store;
  return Fact.parse({
    id: id ?? context.mint(factKinds[kind].prefix),
    kind,
    v: factKinds[kind].v,
    tenant,
    ...(where === undefined ? {} : { store: where }),
    hlc: atMs === undefined ? context.nextHlc() : atMs * 1000,
    occurredAt: wallTime(atMs ?? context.clock(), zone ?? 'UTC'),
    ...(businessDate === undefined ? {} : { businessDate }),
    ...(staff === undefined ? {} : { staff }),
    ...(who === undefined ? {} : { who }),
    capture,
    ...(secret === undefined || key === null ? {} : { private: seal(key, secret) }),
    body,
  });
}

/** Every anchor of whom something secret is told has a key, on disk before the facts it opens; but those erased. */
async function mintKeys(context: HubContext, given: readonly HubHappening[]): Promise<void> {
  for (const [tenant, told] of groupBy(given, ({ place }) => place.tenant)) {
    const keys = context.keys.of(tenant);
    const people = new Set(
      told.flatMap(({ happening: { who, secret } }) => {
        invariant(secret === undefined || who !== undefined, 'what is secret is about someone');
        return who === undefined || secret === undefined ? [] : [who];
      }),
    );
    const without = [...people].filter((who) => !keys.isErased(who) && keys.get(who) === null);
    await keys.put(without.map((who) => ({ who, key: mintKey() })));
  }
}

function streamFor({ who }: Happening, { tenant, in: into }: HubPlace): StreamRef {
  switch (into.stream) {
    case 'store':
      return storeStream(tenant, into.store);
    case 'people':
      return peopleStream(tenant);
    case 'online':
      return onlineStream(tenant, must(who, 'an online fact is about an anchor'));
  }
}

function rowOf(fact: Fact, receivedAtMs: InstantMs): NewLogRow {
  const { id, hlc, kind, v, who = null } = fact;
  return { id, place: null, hlc, kind, v, who, receivedAtMs, hash: null, quarantine: null, fact };
}

/** RFC 9557 text of a moment in a zone. */
export function wallTime(atMs: InstantMs, zone: string): WallTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(zone).toString();
}
