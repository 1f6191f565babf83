import type { PGlite } from '@electric-sql/pglite';

/** The embedded engine stopped for good, for example because the disk would not sync. Only a new process can go on. */
export class DatabaseBroken extends Error {
  readonly code = 'database-broken';
}

/** Hears what no caller may be listening for. After a {@link DatabaseBroken} the process must end; a start recovers. */
export type OnTrouble = (error: unknown) => void;

/**
 * A PGlite that has panicked says so once, not even "ready" after it, and then answers nothing more: everyone would wait
 * for ever. From the first sign on, everyone is refused at once.
 * @returns whether it has happened
 */
export function guardEngine(pglite: PGlite, onTrouble: OnTrouble): () => boolean {
  const execute = pglite.execProtocolStream.bind(pglite);
  let broken: DatabaseBroken | null = null;
  const breakDown = (cause: unknown): DatabaseBroken => {
    broken = new DatabaseBroken(`the embedded database stopped: ${String(cause)}`, { cause });
    onTrouble(broken);
    return broken;
  };
  pglite.execProtocolStream = async (message, options) => {
    if (broken) throw broken;
    const answers = await execute(message, options).catch((error: unknown) => {
      throw breakDown(error);
    });
    const lastWords = answers.find(isDeadly);
    if (lastWords) throw breakDown(lastWords);
    return answers;
  };
  return () => broken !== null;
}

/** PostgreSQL ends its session on FATAL and itself on PANIC. */
function isDeadly(answer: object): boolean {
  return 'severity' in answer && (answer.severity === 'PANIC' || answer.severity === 'FATAL');
}
