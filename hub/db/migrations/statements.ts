import { type Kysely, sql } from 'kysely';

/** Runs a migration's statements in order. Written as SQL, because the same text is read by people who keep the database. */
export async function runStatements(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
