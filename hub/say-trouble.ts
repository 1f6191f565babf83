import type { Refusal } from '#shared/kernel/result';
import { DatabaseBroken } from './db/pglite-guard';
import { DatabaseRefusal, type DatabaseRefusalCode } from './db/refusal';
import { codeOf } from './db/retrying';

/** Why a hub can't be started as it was told to. */
export type StartRefusalCode =
  | 'port-busy'
  | 'port-forbidden'
  | 'port-invalid'
  | 'host-not-here'
  | 'proxy-invalid'
  | 'code-webhook-invalid';

/** Thrown while starting; caught once, where the process starts. */
export class StartRefusal extends Error implements Refusal<StartRefusalCode> {
  constructor(
    readonly code: StartRefusalCode,
    readonly params: Refusal['params'] = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'StartRefusal';
  }
}

type TroubleCode =
  | StartRefusalCode
  | DatabaseRefusalCode
  | 'database-broken'
  | 'database-unreachable'
  | 'database-forbidden'
  | 'arguments-wrong';

const said: Readonly<Record<TroubleCode, (params: Refusal['params']) => string>> = {
  'port-busy': ({ port }) =>
    `Port ${port} is taken by another program, perhaps by another hub. Stop that one, or choose another port with --port N (0: any free one).`,
  'port-forbidden': ({ port }) => `This user may not listen on port ${port}. Choose one above 1023 with --port N.`,
  'port-invalid': ({ port }) => `"${port}" is no port. Give --port a number from 0 (any free one) to 65535.`,
  'host-not-here': ({ host }) => `${host} is no address of this machine. Give --host one that is, such as 127.0.0.1.`,
  'proxy-invalid': ({ proxy }) =>
    `"${proxy}" is no address. Give SEAM_TRUSTED_PROXY addresses or ranges such as 10.0.0.0/8, with commas between.`,
  'code-webhook-invalid': ({ url }) =>
    `"${url}" is no address to post to. Give SEAM_CODE_WEBHOOK one that begins with https://.`,
  'hub-is-running': ({ folder }) =>
    `Another process, perhaps a hub, uses the database in ${folder}. Stop it first, or choose another folder with --data DIR.`,
  'folder-of-another-version': ({ folder, found, needed }) =>
    `The database in ${folder} was written by version ${found}, and this needs ${needed}. Use the Seam it was written by.`,
  'database-not-durable': ({ folder }) =>
    `What is written in ${folder} does not reach the disk. Choose a folder on a local disk with --data DIR.`,
  'database-too-old': ({ found, needed }) =>
    `The database of DATABASE_URL is PostgreSQL ${found}. Upgrade it to ${needed} or newer.`,
  'database-broken': () =>
    'The embedded database stopped, usually because the disk failed or is full. What was said to be stored is. See to the disk, then start again.',
  'database-unreachable': ({ reason }) =>
    `The database of DATABASE_URL does not answer (${reason}). Start it, or correct the address.`,
  'database-forbidden': ({ reason }) =>
    `The database of DATABASE_URL refuses this user (${reason}). Correct user, password or name of the database.`,
  'arguments-wrong': ({ reason }) => `${reason}`,
};

/** For a terminal, one line: what went wrong, what to do, the code. Null where it is a bug, which is told with its stack. */
export function sayTrouble(error: unknown): string | null {
  const trouble = troubleOf(error);
  return trouble && `${said[trouble.code](trouble.params)} (${trouble.code})`;
}

/** For a command: its exit code 1 once the trouble was told; a bug is thrown on, for its stack. */
export function warnTrouble(error: unknown, warn: (line: string) => void): 1 {
  const trouble = sayTrouble(error);
  if (trouble === null) throw error;
  warn(trouble);
  return 1;
}

type Trouble = { readonly code: TroubleCode; readonly params: Refusal['params'] };

function troubleOf(error: unknown): Trouble | null {
  if (error instanceof StartRefusal || error instanceof DatabaseRefusal) return error;
  if (error instanceof DatabaseBroken) return { code: error.code, params: {} };
  const code = codeOf(error);
  const reason = error instanceof Error && error.message !== '' ? error.message : (code ?? '');
  if (code === null) {
    return /^Connection terminated|^timeout exceeded/.test(reason)
      ? { code: 'database-unreachable', params: { reason } }
      : null;
  }
  if (code.startsWith('ERR_PARSE_ARGS')) return { code: 'arguments-wrong', params: { reason } };
  if (/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|57P0.|08...)$/.test(code))
    return { code: 'database-unreachable', params: { reason } };
  // Class 28 is authentication, 3D000 a database that is not there, 42501 a missing right.
  if (/^(28...|3D000|42501)$/.test(code)) return { code: 'database-forbidden', params: { reason } };
  return null;
}
