/** States what must hold if the program is right. A failure is a bug, never a clerk's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`);
}

/** The value, or a named bug where it can't be missing. */
export function must<Value>(value: Value | null | undefined, message: string): Value {
  invariant(value !== null && value !== undefined, message);
  return value;
}

/** Ends a `switch` over a union, so that a new member does not compile until it is handled. */
export function assertNever(value: never): never {
  throw new Error(`invariant: unexpected ${JSON.stringify(value)}`);
}
