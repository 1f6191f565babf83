import type { Migration } from 'kysely';
import { runStatements } from './statements';

/**
 * Ids and places belong to good facts alone, so that a fact that comes as it should after a parked copy of it finds both
 * free. `set_aside` holds what a projector could not fold.
 */
export const parked: Migration = {
  up: (db) => runStatements(db, [parkedIds, dropPlace, place, setAside]),
};

/** Copies parked before this step let go of the id they were sent under. */
const parkedIds = `
  update fact set id = split_part(id, '#', 1) || '#parked-' || seq
  where quarantine is not null and id not like 'lost#%' and id not like 'unreadable#%'`;

const dropPlace = 'drop index fact_place';

/** One good fact a place; parked ones stand beside it. Found by place alike. */
const place = `
  create unique index fact_place on fact
    (shard, stream, device, epoch, ctr, (case when quarantine is null then '' else id end)) where device is not null`;

/** A fact that one projector could not fold into its tables; the others counted it. Beside that projector's position. */
const setAside = `
  create table set_aside (
    shard int not null,
    tenant text not null,
    stream text not null,
    projector text not null,
    fact text not null,
    seq bigint not null,
    code text not null,
    at bigint not null,
    primary key (shard, tenant, stream, projector, fact)
  )`;
