/** How a retry waits. Passed in, so that a test neither waits nor depends on chance. */
export type Patience = {
  readonly sleep: (ms: number) => Promise<void>;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
};

export const ordinaryPatience: Patience = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 2000;
const MAX_TRIES = 9;

/**
 * Runs work again when the database was busy, restarting or gone for a moment; up to nine times, over about six seconds.
 * Only for work that is idempotent by id: a lost connection may hide a commit that happened.
 */
export async function retryWork<T>(patience: Patience, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MAX_TRIES || !isPassing(error)) throw error;
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
      await patience.sleep(waitMs * (0.5 + patience.random() / 2));
    }
  }
}

const PASSING_CODE = /^(40001|40P01|08...|57P0.|57014|53300|58030|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * True for failures that go away by themselves. Never for 23 (constraint), 22 (data), 42 (statement), 0A (unsupported).
 * Source of the list: PostgreSQL appendix A, and what Citus answers while a worker is down: 08006, 58030, and XX000
 * with a connection message.
 */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (code === null) return /^Connection terminated/.test(message);
  if (code === 'XX000') return /server closed|connection|SSL SYSCALL/i.test(message);
  return PASSING_CODE.test(code);
}

/** The SQLSTATE or system code of a failure, or null. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
