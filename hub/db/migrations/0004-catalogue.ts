import type { Migration } from 'kysely';
import { runStatements } from './statements';

/**
 * What can be sold: versioned tables outside the log, sent by the same feeds. On the tenant's home shard.
 * Where `store` is empty, the row is for every store.
 */
export const catalogue: Migration = {
  up: (db) => runStatements(db, [style, styleCode, variant, variantGtin, variantSku, variantStyle, price, setting]),
};

const style = `
  create table style (
    shard int not null,
    tenant text not null,
    id text not null,
    code text not null,
    version bigint not null default 1,
    body jsonb not null,
    primary key (shard, tenant, id)
  )`;

const styleCode = 'create index style_code on style (shard, tenant, code)';

/** One look-up row a variant. Two variants may carry one GTIN: sources do that, and the till then asks which. */
const variant = `
  create table variant (
    shard int not null,
    tenant text not null,
    id text not null,
    style text not null,
    gtin text,
    sku text,
    primary key (shard, tenant, id)
  )`;

const variantGtin = 'create index variant_gtin on variant (shard, tenant, gtin) where gtin is not null';
const variantSku = 'create index variant_sku on variant (shard, tenant, sku) where sku is not null';
const variantStyle = 'create index variant_style on variant (shard, tenant, style)';

/** Minor units of `currency`; `valid_from` and `valid_until` in milliseconds, the end excluded, null for open. */
const price = `
  create table price (
    shard int not null,
    tenant text not null,
    store text not null default '',
    variant text not null,
    list text not null default '',
    valid_from bigint not null default 0,
    valid_until bigint,
    minor bigint not null,
    was_minor bigint,
    currency text not null,
    version bigint not null default 1,
    primary key (shard, tenant, store, variant, list, valid_from)
  )`;

const setting = `
  create table setting (
    shard int not null,
    tenant text not null,
    store text not null default '',
    key text not null,
    version bigint not null default 1,
    body jsonb not null,
    primary key (shard, tenant, store, key)
  )`;
