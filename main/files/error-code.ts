/** The `code` of a Node error, or an empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** True where an error says that the disk, or this user's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Does without a write that only the next start would have needed, where the disk is full; throws what else is wrong. */
export function forgoIfFull(error: unknown): void {
  if (!isDiskFull(error)) throw error;
}
