import type { Migration } from 'kysely';
import { runStatements } from './statements';

/**
 * What ingest, identity and projectors keep beside the log. Tables about people live on the tenant's home shard,
 * `early` beside its stream. Times: `hlc` and `…_hlc` in microseconds, `…_at` in milliseconds.
 */
export const core: Migration = {
  up: (db) =>
    runStatements(db, [
      early,
      anchorDetails,
      anchorStore,
      anchorStoreStore,
      claim,
      claimSeq,
      refused,
      blocked,
      dirty,
      dirtyDue,
      nearDirty,
      person,
      personLast,
      receipt,
      returned,
      fitting,
      collect,
      movementUntil,
      movementHeld,
      movementLine,
      stockAt,
      stockStyle,
      figure,
      enrolment,
      linkSeq,
      putDocuments,
    ]),
};

/** A till's fact that came before its predecessors; it enters the log in its turn, or when its gap is closed as lost. */
const early = `
  create table early (
    shard int not null,
    stream text not null,
    device text not null,
    epoch text not null,
    ctr bigint not null,
    id text not null,
    hash text,
    received_at bigint not null,
    row jsonb not null,
    primary key (shard, stream, device, epoch, ctr, id)
  )`;

/** `sealed`: the anchor's details under its own key. `made…`: how, when and in which store the record was made. */
const anchorDetails = `
  alter table anchor
    add column sealed text,
    add column made text,
    add column made_at bigint,
    add column made_store text,
    add column store_facts int not null default 0,
    add column online_facts int not null default 0,
    add column last_at bigint`;

const anchorStore = `
  create table anchor_store (
    shard int not null,
    tenant text not null,
    who text not null,
    store text not null,
    primary key (shard, tenant, who, store)
  )`;
const anchorStoreStore = 'create index anchor_store_store on anchor_store (shard, tenant, store)';

/** Every claim with its place in the log: what the resolver decides on, once each, in that order. */
const claim = `
  create table claim (
    shard int not null,
    tenant text not null,
    fact text not null,
    who text not null,
    kind text not null,
    hmac text not null,
    proof text not null,
    hlc bigint not null,
    stream text not null,
    seq bigint not null,
    primary key (shard, tenant, fact)
  )`;
const claimSeq = 'create index claim_seq on claim (shard, tenant, stream, seq)';

/** A claim that did not link its anchor to the other holders, and why: evidence for staff, and the count towards a block. */
const refused = `
  create table refused (
    shard int not null,
    tenant text not null,
    claim text not null,
    kind text not null,
    hmac text not null,
    who text not null,
    why text not null,
    proven boolean not null,
    at bigint not null,
    primary key (shard, tenant, kind, hmac, who)
  )`;

/** Claims that a decision named when it blocked their identifier; kept apart, because the claim may be read later. */
const blocked = `
  create table blocked (
    shard int not null,
    tenant text not null,
    claim text not null,
    fact text not null,
    primary key (shard, tenant, claim)
  )`;

/** Anchors whose documents are to be written again: at once for the store that acted, later for the others (`store` empty). */
const dirty = `
  create table dirty (
    shard int not null,
    tenant text not null,
    who text not null,
    store text not null default '',
    due_at bigint not null,
    n bigint not null default 1,
    primary key (shard, tenant, who, store)
  )`;
const dirtyDue = 'create index dirty_due on dirty (shard, tenant, due_at)';

/** Styles whose stock the neighbours are told of later, together. */
const nearDirty = `
  create table near_dirty (
    shard int not null,
    tenant text not null,
    style text not null,
    due_at bigint not null,
    n bigint not null default 1,
    primary key (shard, tenant, style)
  )`;

/** One line a person, for lists and counts; `tags` as they held when this was written, `stores` whose tills hold them. */
const person = `
  create table person (
    shard int not null,
    tenant text not null,
    person text not null,
    anchors int not null,
    last_at bigint,
    store_facts int not null,
    online_facts int not null,
    tags jsonb not null,
    stores jsonb not null default '[]',
    primary key (shard, tenant, person)
  )`;
const personLast = 'create index person_last on person (shard, tenant, last_at desc)';

/** A sale as returns find it again, in whichever store they happen. On the home shard. */
const receipt = `
  create table receipt (
    shard int not null,
    tenant text not null,
    sale text not null,
    store text not null,
    at bigint not null,
    body jsonb not null,
    seen jsonb not null default '{}',
    primary key (shard, tenant, sale)
  )`;

/** Pieces of a sale's line that one later fact brought back. */
const returned = `
  create table returned (
    shard int not null,
    tenant text not null,
    sale text not null,
    line int not null,
    fact text not null,
    fact_line int not null,
    qty int not null,
    device text,
    hlc bigint not null,
    primary key (shard, tenant, sale, line, fact, fact_line)
  )`;

/** A visit to a room; `state` is a FittingState, folded from facts of two tills in any order. */
const fitting = `
  create table fitting (
    shard int not null,
    tenant text not null,
    store text not null,
    fitting text not null,
    state jsonb not null,
    seen jsonb not null default '{}',
    primary key (shard, tenant, store, fitting)
  )`;

/** An order to put aside for collection in a store. */
const collect = `
  create table collect (
    shard int not null,
    tenant text not null,
    store text not null,
    order_id text not null,
    until_at bigint not null,
    body jsonb not null,
    primary key (shard, tenant, store, order_id)
  )`;

/** `line` tells apart two movements of one variant in one fact. `until_at`: when held pieces are free again. */
const movementLine = `
  alter table movement drop constraint movement_pkey,
    add column line int not null default 0,
    add column style text not null default '',
    add primary key (shard, store, variant, hlc, id, line)`;
const stockAt = 'alter table stock add column at bigint not null default 0';
const stockStyle = 'create index stock_style on stock (shard, store, style)';
const movementUntil = 'alter table movement add column until_at bigint';
const movementHeld = 'create index movement_held on movement (shard, store, until_at) where until_at is not null';

/** Sums of a store (or, where `store` is empty, online) and business date. */
const figure = `
  create table figure (
    shard int not null,
    tenant text not null,
    store text not null default '',
    day text not null,
    sales int not null default 0,
    minor bigint not null default 0,
    identified int not null default 0,
    fittings int not null default 0,
    orders int not null default 0,
    facts int not null default 0,
    newest_at bigint not null default 0,
    primary key (shard, tenant, store, day)
  )`;

/** A one-time code that makes a machine a till. It lives where its own digest says, because its tenant is not known yet. */
const linkSeq = 'alter table link add column seq bigint not null default 0';

const enrolment = `
  create table enrolment (
    shard int not null,
    code_hash text not null,
    tenant text not null,
    store text not null,
    expires_at bigint not null,
    used_by text,
    device text,
    primary key (shard, code_hash)
  )`;

/**
 * The one way documents change: those whose content is new get the next numbers of their feed, in one round trip; the
 * same content again changes nothing. The counter's row is locked first, so that number order is commit order.
 * @returns the feed's last number, or null where nothing changed
 */
const putDocuments = `
  create function put_documents(p_shard int, p_feed text, p_rows jsonb) returns bigint
  language plpgsql set search_path from current as $f$
  declare
    v_base bigint;
    v_count int;
  begin
    insert into stream as s (shard, id, last) values (p_shard, p_feed, 0)
      on conflict (shard, id) do update set last = s.last
      returning s.last into v_base;
    with given as (
      select r.id, r.deleted, r.body, r.seen, row_number() over (order by r.n) as n
      from jsonb_to_recordset(p_rows) as r (n int, id text, deleted boolean, body jsonb, seen jsonb)
      left join doc d on d.shard = p_shard and d.feed = p_feed and d.id = r.id
      where case
        when d.id is null then not r.deleted
        when r.deleted then not d.deleted
        else d.deleted or d.body <> r.body or d.seen <> r.seen
      end
    ), put as (
      insert into doc as d (shard, feed, id, seq, deleted, body, seen)
      select p_shard, p_feed, g.id, v_base + g.n, g.deleted, g.body, g.seen from given g
      on conflict (shard, feed, id) do update
        set seq = excluded.seq, deleted = excluded.deleted, body = excluded.body, seen = excluded.seen
      returning d.seq
    )
    select count(*) into v_count from put;
    if v_count = 0 then return null; end if;
    update stream set last = v_base + v_count where shard = p_shard and id = p_feed;
    return v_base + v_count;
  end $f$`;
