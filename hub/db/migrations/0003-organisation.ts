import type { Migration } from 'kysely';
import { runStatements } from './statements';

/**
 * Who uses this hub. A tenant's rows live on its home shard. Secrets are stored as SHA-256 (tokens, codes, cookies) or
 * argon2id (passwords), never in the clear. Times in milliseconds.
 */
export const organisation: Migration = {
  up: (db) => runStatements(db, [hub, tenant, store, device, deviceToken, deviceCode, staff, manager, session]),
};

/** Facts about this hub itself, on shard 0: its generation, its release. */
const hub = `
  create table hub (
    shard int not null,
    key text not null,
    value jsonb not null,
    primary key (shard, key)
  )`;

const tenant = `
  create table tenant (
    shard int not null,
    id text not null,
    code text not null,
    name jsonb not null,
    currency text not null,
    body jsonb not null default '{}',
    primary key (shard, id)
  )`;

const store = `
  create table store (
    shard int not null,
    tenant text not null,
    id text not null,
    code text not null,
    name jsonb not null,
    zone text not null,
    body jsonb not null default '{}',
    primary key (shard, tenant, id),
    unique (shard, tenant, code)
  )`;

/**
 * A till. Before enrolment it has only a code; then a token, a public key and a receipt series. `heads` maps each
 * epoch to the last `{ctr, hash}` taken in, which is how a doubled chain is seen.
 */
const device = `
  create table device (
    shard int not null,
    tenant text not null,
    id text not null,
    store text not null,
    name text not null,
    code_hash text,
    code_expires_at bigint,
    token_hash text,
    public_key text,
    origin text,
    series text not null,
    forked boolean not null default false,
    heads jsonb not null default '{}',
    last_ctr bigint,
    last_seen_at bigint,
    skew_ms bigint,
    enrolled_at bigint,
    revoked_at bigint,
    body jsonb not null default '{}',
    primary key (shard, tenant, id)
  )`;

const deviceToken = 'create unique index device_token on device (shard, token_hash) where token_hash is not null';
const deviceCode = 'create index device_code on device (shard, code_hash) where code_hash is not null';

/** A colleague; `store` is empty for one who works in every store. `verifier` goes to hosts only. */
const staff = `
  create table staff (
    shard int not null,
    tenant text not null,
    id text not null,
    store text not null default '',
    name jsonb not null,
    role text not null,
    language text not null,
    active boolean not null default true,
    verifier text,
    version bigint not null default 1,
    body jsonb not null default '{}',
    primary key (shard, tenant, id)
  )`;

const manager = `
  create table manager (
    shard int not null,
    tenant text not null,
    id text not null,
    login text not null,
    name text not null,
    password_hash text not null,
    active boolean not null default true,
    body jsonb not null default '{}',
    primary key (shard, tenant, id),
    unique (shard, tenant, login)
  )`;

/** A manager's signed-in browser, by the digest of its cookie. */
const session = `
  create table session (
    shard int not null,
    tenant text not null,
    id_hash text not null,
    manager text not null,
    created_at bigint not null,
    expires_at bigint not null,
    body jsonb not null default '{}',
    primary key (shard, tenant, id_hash)
  )`;
