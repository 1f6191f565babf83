import type { Migration } from 'kysely';
import { runStatements } from './statements';

/** Who looked at whom, codes sent to phones, and messages on their way out. On the tenant's home shard; milliseconds. */
export const access: Migration = {
  up: (db) => runStatements(db, [accessLog, accessAt, revealLog, revealWho, otp, otpPhone, outbox, outboxDue]),
};

const accessLog = `
  create table access_log (
    shard int not null,
    tenant text not null,
    id text not null,
    at bigint not null,
    actor text not null,
    action text not null,
    subject text,
    reason text,
    body jsonb not null default '{}',
    primary key (shard, tenant, id)
  )`;

const accessAt = 'create index access_log_at on access_log (shard, tenant, actor, at)';

const revealLog = `
  create table reveal_log (
    shard int not null,
    tenant text not null,
    id text not null,
    at bigint not null,
    manager text not null,
    session text,
    person text not null,
    reason text not null,
    primary key (shard, tenant, id)
  )`;

const revealWho = 'create index reveal_log_person on reveal_log (shard, tenant, person, at)';

/** A one-time code sent to an identifier; the code itself only as a digest. */
const otp = `
  create table otp (
    shard int not null,
    tenant text not null,
    id text not null,
    hmac text not null,
    code_hash text not null,
    created_at bigint not null,
    expires_at bigint not null,
    attempts int not null default 0,
    used_at bigint,
    body jsonb not null default '{}',
    primary key (shard, tenant, id)
  )`;

const otpPhone = 'create index otp_hmac on otp (shard, tenant, hmac, created_at)';

/** Effects outside, one row for a fact and a kind of effect: written with the fact's projection, sent afterwards, once. */
const outbox = `
  create table outbox (
    shard int not null,
    tenant text not null,
    fact text not null,
    kind text not null,
    body jsonb not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts int not null default 0,
    done_at bigint,
    primary key (shard, tenant, fact, kind)
  )`;

const outboxDue = 'create index outbox_due on outbox (shard, tenant, due_at) where done_at is null';
