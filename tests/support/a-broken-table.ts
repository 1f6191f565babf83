import type { Database } from '../../hub/db/database';

/**
 * The database refuses some writes, as after a crash just before them, until mended.
 * @param on for example `insert on fact`
 * @param when a condition on `new`, for example `new.kind = 'OrderPlaced'`
 */
export async function breakTable(db: Database, on: string, when: string): Promise<() => Promise<void>> {
  const table = on.split(' on ')[1] ?? '';
  await db.run(
    `create or replace function refuse_row() returns trigger language plpgsql as $f$
     begin raise exception 'the power went out'; end $f$`,
  );
  await db.run(`create trigger broken before ${on} for each row when (${when}) execute function refuse_row()`);
  return async () => {
    await db.run(`drop trigger broken on ${table}`);
  };
}
