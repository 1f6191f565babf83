import { createHash, randomBytes } from 'node:crypto';
import type { RouteOutput } from '#shared/contract/http';
import type { PushResponse } from '#shared/contract/sync';
import type { CollectionName } from '#shared/documents/documents';
import { NO_HASH } from '#shared/facts/envelope';
import type { Happening } from '#shared/facts/happening';
import { hashText } from '#shared/facts/hash-text';
import { Fact } from '#shared/facts/registry';
import { type AnchorId, type DeviceId, EpochId, type StoreId, type TenantId } from '#shared/kernel/ids';
import { draftFacts } from '#shared/sync/next-fact';
import { issueEnrolmentCode } from '../../hub/devices/enrolment';
import type { Hub } from '../../hub/hub';
import { mintKey, seal } from '../../hub/keys/seal';
import { createHubClient, type HubAnswer, type HubClient } from '../../renderer/hub-client/hub-client';
import { aStore, aTenant, NOON_MS } from './a-fact';

export const TILL_ORIGIN = 'http://127.0.0.1:7601';

/** Where a simulated till's chain stands. Copied, it is a disk image. */
export type TillMemory = {
  readonly epoch: EpochId;
  readonly ctr: number;
  readonly hash: string;
  readonly hlc: number;
};

/** A till reduced to what it says to a hub: it chains, hashes and encrypts as a host does, over real HTTP. */
export type EnrolledTill = {
  readonly id: DeviceId;
  readonly tenant: TenantId;
  readonly store: StoreId;
  readonly series: string;
  readonly token: string;
  /** The page's calls, and the host's. */
  readonly client: HubClient;
  readonly host: HubClient;
  readonly memory: () => TillMemory;
  /** Goes on from an image of its disk: a new start, so a new epoch. */
  readonly restoreFrom: (image: TillMemory) => void;
  readonly restart: () => void;
  /** Facts of what happens now, in chain order; not sent. */
  readonly happen: (...happenings: readonly Happening[]) => readonly Fact[];
  readonly push: (facts: readonly unknown[]) => Promise<HubAnswer<PushResponse>>;
  /** What happens and is sent; throws unless all of it was taken in. */
  readonly tell: (...happenings: readonly Happening[]) => Promise<readonly Fact[]>;
  readonly pull: (collection: CollectionName, after?: number, limit?: number) => Promise<RouteOutput<'pull-feed'>>;
};

export type EnrolledTillOptions = {
  readonly tenant?: TenantId;
  readonly store?: StoreId;
  readonly name?: string;
  /** This machine's clock. */
  readonly nowMs?: () => number;
  /** The hub's clock less this machine's, as last measured. */
  readonly hubOffsetMs?: () => number;
};

/** Enrols a till by a one-time code and gets its page a token. */
export async function anEnrolledTill(hub: Hub, options: EnrolledTillOptions = {}): Promise<EnrolledTill> {
  const { tenant = aTenant, store = aStore, name = 'Till 1', nowMs = () => NOON_MS, hubOffsetMs = () => 0 } = options;
  const { mint } = hub.context;
  const code = await issueEnrolmentCode(hub.context, tenant, store);
  const publicKey = randomBytes(32).toString('base64url');
  const request = { body: { code, name, publicKey, origin: TILL_ORIGIN } };
  const enrolled = answered(await createHubClient({ baseUrl: hub.url }).call('enrol-device', request));
  const host = createHubClient({ baseUrl: hub.url, token: async () => enrolled.token });
  let pageToken: string | null = null;
  const client = createHubClient({
    baseUrl: hub.url,
    token: async (isStale) => {
      if (isStale || pageToken === null) {
        const answer = await host.call('issue-page-token', { body: { origin: TILL_ORIGIN } });
        pageToken = answer.ok ? answer.value.token : null;
      }
      return pageToken;
    },
    fetch: fetchFrom(TILL_ORIGIN),
  });
  const newEpoch = () => EpochId.parse(mint('epoch'));
  const keys = new Map<AnchorId, string>();
  let memory: TillMemory = { epoch: newEpoch(), ctr: 0, hash: NO_HASH, hlc: 0 };

  function happen(...happenings: readonly Happening[]): readonly Fact[] {
    const head = { journal: 'j', series: enrolled.series, receipts: 0, records: 0, ...memory };
    const drafts = draftFacts(head, happenings, {
      tenant: enrolled.tenant,
      store: enrolled.store,
      device: enrolled.device,
      businessDate: new Date(nowMs()).toISOString().slice(0, 10),
      nowMs: nowMs(),
      hubOffsetMs: hubOffsetMs(),
      wallTime: '2026-11-22T12:00:00.000+08:00[Asia/Shanghai]',
      mint,
    });
    return drafts.map(({ fact, secret }) => {
      const sealed = secret === undefined || !fact.who ? {} : { private: seal(keyOf(fact.who), secret) };
      const whole = { ...fact, ...sealed, prev: memory.hash };
      const hash = hashOf(whole);
      memory = { epoch: memory.epoch, ctr: memory.ctr + 1, hash, hlc: fact.hlc };
      return Fact.parse({ ...whole, hash });
    });
  }

  function keyOf(who: AnchorId): string {
    const key = keys.get(who) ?? mintKey();
    keys.set(who, key);
    return key;
  }

  function push(facts: readonly unknown[]): Promise<HubAnswer<PushResponse>> {
    const given = [...keys].map(([who, key]) => ({ who, key }));
    return client.call('push-facts', { body: { facts: facts as readonly Fact[], keys: given } });
  }

  return {
    id: enrolled.device,
    tenant: enrolled.tenant,
    store: enrolled.store,
    series: enrolled.series,
    token: enrolled.token,
    client,
    host,
    memory: () => memory,
    restoreFrom: (image) => {
      memory = { ...image, epoch: newEpoch(), ctr: 0 };
    },
    restart: () => {
      memory = { ...memory, epoch: newEpoch(), ctr: 0 };
    },
    happen,
    push,
    tell: async (...happenings) => {
      const facts = happen(...happenings);
      const { quarantined } = answered(await push(facts));
      if (quarantined.length > 0) throw new Error(`parked: ${JSON.stringify(quarantined)}`);
      return facts;
    },
    pull: async (collection, after = 0, limit = 1000) =>
      answered(await client.call('pull-feed', { params: { collection }, query: { after, limit } })),
  };
}

/** As a page of this origin sends: browsers name it, Node does not. */
export function fetchFrom(origin: string): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', origin);
    return fetch(input, { ...init, headers });
  };
}

/** The value of an answer that must not be a refusal. */
export function answered<Value>(answer: HubAnswer<Value>): Value {
  if (!answer.ok) throw new Error(`refused: ${answer.status} ${JSON.stringify(answer.refusal)}`);
  return answer.value;
}

/** The hash a host gives a fact. */
export function hashOf(fact: object): string {
  const text = 'private' in fact && typeof fact.private === 'string' ? fact.private : null;
  return sha256(hashText(fact as Fact, text === null ? null : sha256(text)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
