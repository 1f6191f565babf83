import { AsyncLocalStorage } from 'node:async_hooks';
import { invariant } from '#shared/kernel/invariant';

type Scope = { open: boolean };

const scopes = new AsyncLocalStorage<Scope>();

/** Marks everything that `work` does as inside one transaction. */
export async function insideScope<T>(work: () => Promise<T>): Promise<T> {
  const scope: Scope = { open: true };
  try {
    return await scopes.run(scope, work);
  } finally {
    scope.open = false;
  }
}

/** Runs work that belongs to no transaction, such as a loop which serves many callers. */
export function outsideScope<T>(work: () => T): T {
  return scopes.exit(work);
}

/**
 * A transaction that waits for a second connection waits for ever on PGlite, which has one, and on PostgreSQL as soon
 * as the pool is full. Inside a transaction use what it was given.
 */
export function refuseInsideTransaction(): void {
  invariant(!scopes.getStore()?.open, 'inside a transaction, its own run() and kysely are used');
}
