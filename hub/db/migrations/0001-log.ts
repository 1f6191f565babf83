import type { Migration } from 'kysely';
import { runStatements } from './statements';

/**
 * The log. `stream.last` is the counter `seq` is taken from: its row lock makes the order of numbers the order of
 * commits, so a reader that goes by `seq` misses nothing. Feeds of documents count in the same table.
 * Times: `hlc` in microseconds, `received_at` in milliseconds.
 */
export const log: Migration = {
  up: (db) => runStatements(db, [stream, fact, factSeq, factPlace, factWho, factParked, pushFacts]),
};

const stream = `
  create table stream (
    shard int not null,
    id text not null,
    last bigint not null,
    primary key (shard, id)
  )`;

/**
 * `device`, `epoch` and `ctr` place a till's fact in its chain. A fact that took a place already taken has `#fork-n`
 * behind its device here, never in the fact itself. `quarantine` says why a fact is parked; null for a good one.
 */
const fact = `
  create table fact (
    shard int not null,
    stream text not null,
    id text not null,
    seq bigint not null,
    device text,
    epoch text,
    ctr bigint,
    hlc bigint not null,
    kind text not null,
    v int not null,
    who text,
    received_at bigint not null,
    hash text,
    quarantine text,
    fact jsonb not null,
    primary key (shard, stream, id)
  )`;

const factSeq = 'create unique index fact_seq on fact (shard, stream, seq)';

const factPlace = `
  create unique index fact_place on fact (shard, stream, device, epoch, ctr) where device is not null`;

const factWho = 'create index fact_who on fact (shard, stream, who, seq) where who is not null';

const factParked = 'create index fact_parked on fact (shard, stream, seq) where quarantine is not null';

/**
 * The one way to append. Counter and rows in one transaction and one round trip; the insert reads the counter's row,
 * so that Citus runs all of it inside the shard. Rows come back only if they were new.
 */
const pushFacts = `
  create function push_facts(p_shard int, p_stream text, p_rows jsonb, p_n int) returns table (id text, seq bigint)
  language plpgsql set search_path from current as $f$
  #variable_conflict use_column
  begin
    insert into stream as s (shard, id, last) values (p_shard, p_stream, p_n)
      on conflict (shard, id) do update set last = s.last + p_n;
    return query
      insert into fact as f
        (shard, stream, id, seq, device, epoch, ctr, hlc, kind, v, who, received_at, hash, quarantine, fact)
      select s.shard, s.id, r.id, s.last - p_n + row_number() over (order by r.n),
        r.device, r.epoch, r.ctr, r.hlc, r.kind, r.v, r.who, r.received_at, r.hash, r.quarantine, r.fact
      from stream s, jsonb_to_recordset(p_rows) as r
        (n int, id text, device text, epoch text, ctr bigint, hlc bigint, kind text, v int, who text,
         received_at bigint, hash text, quarantine text, fact jsonb)
      where s.shard = p_shard and s.id = p_stream
      on conflict (shard, stream, id) do nothing
      returning f.id, f.seq;
  end $f$`;
