import type { Migration } from 'kysely';
import { runStatements } from './statements';

/** What projectors fold from the log. All of it can be thrown away and folded again. Times are hlc (microseconds). */
export const projections: Migration = {
  up: (db) =>
    runStatements(db, [
      doc,
      docSeq,
      progress,
      anchor,
      anchorPerson,
      identifier,
      identifierWho,
      link,
      linkA,
      linkB,
      movement,
      stock,
    ]),
};

/** Documents by feed. `seen` holds, per device, the hlc of its last fact that `body` includes. `seq` is the feed's, from `stream`. */
const doc = `
  create table doc (
    shard int not null,
    feed text not null,
    id text not null,
    seq bigint not null,
    deleted boolean not null default false,
    body jsonb not null,
    seen jsonb not null default '{}',
    primary key (shard, feed, id)
  )`;

const docSeq = 'create index doc_seq on doc (shard, feed, seq)';

/** How far a projector has read a stream. Written in the same transaction, and shard, as what it wrote. */
const progress = `
  create table progress (
    shard int not null,
    projector text not null,
    stream text not null,
    seq bigint not null,
    primary key (shard, projector, stream)
  )`;

/** One anchor: its state, the person it belongs to (the id of the person's oldest anchor), and lines for lists. */
const anchor = `
  create table anchor (
    shard int not null,
    tenant text not null,
    who text not null,
    person text not null,
    state jsonb not null,
    seen jsonb not null default '{}',
    summary jsonb not null default '{}',
    primary key (shard, tenant, who)
  )`;

const anchorPerson = 'create index anchor_person on anchor (shard, tenant, person)';

/** A claim: this identifier, as a keyed digest, belongs to this anchor. */
const identifier = `
  create table identifier (
    shard int not null,
    tenant text not null,
    kind text not null,
    hmac text not null,
    who text not null,
    proof text not null,
    fact text not null,
    hlc bigint not null,
    blocked boolean not null default false,
    primary key (shard, tenant, kind, hmac, who)
  )`;

const identifierWho = 'create index identifier_who on identifier (shard, tenant, who)';

/** A decision, by resolver or staff, that two anchors are one person (`active`) or no longer are. */
const link = `
  create table link (
    shard int not null,
    tenant text not null,
    a text not null,
    b text not null,
    fact text not null,
    rule text not null,
    evidence jsonb not null,
    active boolean not null,
    hlc bigint not null,
    primary key (shard, tenant, a, b, fact)
  )`;

const linkA = 'create index link_a on link (shard, tenant, a)';
const linkB = 'create index link_b on link (shard, tenant, b)';

/** What one fact did to one variant's stock in one store: moved it by `delta`, counted it, or held pieces for an order. */
const movement = `
  create table movement (
    shard int not null,
    store text not null,
    variant text not null,
    hlc bigint not null,
    id text not null,
    delta int not null default 0,
    counted int,
    held int not null default 0,
    primary key (shard, store, variant, hlc, id)
  )`;

/** Stock of one variant in one store; `state` is a SkuStock. */
const stock = `
  create table stock (
    shard int not null,
    store text not null,
    variant text not null,
    style text not null,
    state jsonb not null,
    seen jsonb not null default '{}',
    primary key (shard, store, variant)
  )`;
