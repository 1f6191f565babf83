import type { Migration } from 'kysely';
import { runStatements } from './statements';

/** Browsers of the phone page. On the tenant's home shard; milliseconds. */
export const shop: Migration = {
  up: (db) => runStatements(db, [browserAnchor]),
};

/**
 * The anchors one browser acted under, newest last used. `hmac` is the phone claimed for the anchor; `proven_at` says
 * when this very browser proved it by code. `tail` is the phone's last four digits, for this browser's own page.
 */
const browserAnchor = `
  create table browser_anchor (
    shard int not null,
    tenant text not null,
    browser text not null,
    who text not null,
    hmac text,
    tail text,
    proven_at bigint,
    made_at bigint not null,
    used_at bigint not null,
    primary key (shard, tenant, browser, who)
  )`;
