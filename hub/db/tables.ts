import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/**
 * The tables as Kysely knows them. `jsonb` is written as JSON text and read parsed; what is inside is the business of
 * whoever owns the column. Times: `hlc` in microseconds, `…_at` and `…_from`/`…_until` in milliseconds.
 */
export type HubTables = {
  readonly stream: { shard: number; id: string; last: number };
  readonly fact: FactTable;
  readonly doc: {
    shard: number;
    feed: string;
    id: string;
    seq: number;
    deleted: Generated<boolean>;
    body: Json;
    seen: SeenColumn;
  };
  readonly progress: { shard: number; projector: string; stream: string; seq: number };
  readonly anchor: {
    shard: number;
    tenant: string;
    who: string;
    person: string;
    state: Json;
    seen: SeenColumn;
    summary: DefaultJson;
  };
  readonly identifier: {
    shard: number;
    tenant: string;
    kind: string;
    hmac: string;
    who: string;
    proof: string;
    fact: string;
    hlc: number;
    blocked: Generated<boolean>;
  };
  readonly link: {
    shard: number;
    tenant: string;
    a: string;
    b: string;
    fact: string;
    rule: string;
    evidence: Json;
    active: boolean;
    hlc: number;
  };
  readonly browser_anchor: {
    shard: number;
    tenant: string;
    browser: string;
    who: string;
    hmac: string | null;
    tail: string | null;
    proven_at: number | null;
    made_at: number;
    used_at: number;
  };
  readonly movement: {
    shard: number;
    store: string;
    variant: string;
    hlc: number;
    id: string;
    delta: Generated<number>;
    counted: number | null;
    held: Generated<number>;
  };
  readonly stock: { shard: number; store: string; variant: string; style: string; state: Json; seen: SeenColumn };
  readonly hub: { shard: number; key: string; value: Json };
  readonly tenant: {
    shard: number;
    id: string;
    code: string;
    name: Json;
    currency: string;
    body: DefaultJson;
  };
  readonly store: {
    shard: number;
    tenant: string;
    id: string;
    code: string;
    name: Json;
    zone: string;
    body: DefaultJson;
  };
  readonly device: DeviceTable;
  readonly staff: {
    shard: number;
    tenant: string;
    id: string;
    store: Generated<string>;
    name: Json;
    role: string;
    language: string;
    active: Generated<boolean>;
    verifier: string | null;
    version: Generated<number>;
    body: DefaultJson;
  };
  readonly manager: {
    shard: number;
    tenant: string;
    id: string;
    login: string;
    name: string;
    password_hash: string;
    active: Generated<boolean>;
    body: DefaultJson;
  };
  readonly session: {
    shard: number;
    tenant: string;
    id_hash: string;
    manager: string;
    created_at: number;
    expires_at: number;
    body: DefaultJson;
  };
  readonly style: {
    shard: number;
    tenant: string;
    id: string;
    code: string;
    version: Generated<number>;
    body: Json;
  };
  readonly variant: {
    shard: number;
    tenant: string;
    id: string;
    style: string;
    gtin: string | null;
    sku: string | null;
  };
  readonly price: {
    shard: number;
    tenant: string;
    store: Generated<string>;
    variant: string;
    list: Generated<string>;
    valid_from: Generated<number>;
    valid_until: number | null;
    minor: number;
    was_minor: number | null;
    currency: string;
    version: Generated<number>;
  };
  readonly setting: {
    shard: number;
    tenant: string;
    store: Generated<string>;
    key: string;
    version: Generated<number>;
    body: Json;
  };
  readonly access_log: {
    shard: number;
    tenant: string;
    id: string;
    at: number;
    actor: string;
    action: string;
    subject: string | null;
    reason: string | null;
    body: DefaultJson;
  };
  readonly reveal_log: {
    shard: number;
    tenant: string;
    id: string;
    at: number;
    manager: string;
    session: string | null;
    person: string;
    reason: string;
  };
  readonly otp: {
    shard: number;
    tenant: string;
    id: string;
    hmac: string;
    code_hash: string;
    created_at: number;
    expires_at: number;
    attempts: Generated<number>;
    used_at: number | null;
    body: DefaultJson;
  };
  readonly outbox: {
    shard: number;
    tenant: string;
    fact: string;
    kind: string;
    body: Json;
    created_at: number;
    due_at: number;
    attempts: Generated<number>;
    done_at: number | null;
  };
};

type FactTable = {
  shard: number;
  stream: string;
  id: string;
  seq: number;
  device: string | null;
  epoch: string | null;
  ctr: number | null;
  hlc: number;
  kind: string;
  v: number;
  who: string | null;
  received_at: number;
  hash: string | null;
  quarantine: string | null;
  fact: Json;
};

type DeviceTable = {
  shard: number;
  tenant: string;
  id: string;
  store: string;
  name: string;
  code_hash: string | null;
  code_expires_at: number | null;
  token_hash: string | null;
  public_key: string | null;
  origin: string | null;
  series: string;
  forked: Generated<boolean>;
  heads: DefaultJson;
  last_ctr: number | null;
  last_seen_at: number | null;
  skew_ms: number | null;
  enrolled_at: number | null;
  revoked_at: number | null;
  body: DefaultJson;
};

type Json = ColumnType<unknown, string, string>;
type DefaultJson = ColumnType<unknown, string | undefined, string>;
/** Per device, the hlc of its last fact included. */
type SeenColumn = JSONColumnType<Readonly<Record<string, number>>, string | undefined, string>;
