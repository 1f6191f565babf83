import type { Refusal } from '#shared/kernel/result';

/** Why a hub does not start on its database. Each has words in `renderer/text`; the process ends after saying them. */
export type DatabaseRefusalCode =
  /** Another process holds the folder: `{folder}`. */
  | 'hub-is-running'
  /** The folder was written by another PostgreSQL major: `{folder, found, needed}`. */
  | 'folder-of-another-version'
  /** A committed write did not reach the disk's own sync call: `{folder}`. */
  | 'database-not-durable'
  /** PostgreSQL before 15: `{found, needed}`. */
  | 'database-too-old';

/** Thrown while opening: a database the hub must not serve from. Caught once, where the process starts. */
export class DatabaseRefusal extends Error implements Refusal<DatabaseRefusalCode> {
  constructor(
    readonly code: DatabaseRefusalCode,
    readonly params: Refusal['params'] = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'DatabaseRefusal';
  }
}
