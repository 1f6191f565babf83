/** Something broke that nobody is waiting for: one line for whoever reads the host's output. No people's data in it. */
export function sayTrouble(error: unknown): void {
  process.stderr.write(`host: ${error instanceof Error ? error.message : String(error)}\n`);
}
