import type { Migration } from 'kysely';
import { runStatements } from './statements';

/** What makes an order or a join on the phone page happen once, however often it is asked for. Milliseconds. */
export const orders: Migration = {
  up: (db) => runStatements(db, [browser, shopOrder, reservation]),
};

/** One browser of the phone page; its row is held while an anchor is chosen for it. On the tenant's home shard. */
const browser = `
  create table browser (
    shard int not null,
    tenant text not null,
    browser text not null,
    used_at bigint not null,
    primary key (shard, tenant, browser)
  )`;

/**
 * An order as its browser first asked for it: \`asked\` is a digest of the ask, \`facts\` what is written for it, word for
 * word, and \`stands_at\` when that was in the log. On the tenant's home shard.
 */
const shopOrder = `
  create table shop_order (
    shard int not null,
    tenant text not null,
    id text not null,
    browser text not null,
    asked text not null,
    facts jsonb not null,
    made_at bigint not null,
    stands_at bigint,
    primary key (shard, tenant, id)
  )`;

/** Pieces put aside for an order that the store's stock does not count yet. Beside that stock, on the store's shard. */
const reservation = `
  create table reservation (
    shard int not null,
    store text not null,
    variant text not null,
    order_id text not null,
    qty int not null,
    until_at bigint not null,
    primary key (shard, store, variant, order_id)
  )`;
