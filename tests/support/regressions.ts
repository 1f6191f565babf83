import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { seedFor } from './chance';

export type PropertyLimits = {
  /** New examples tried at most. */
  readonly runs: number;
  /** No new example is begun after so long, nor a smaller one looked for: a slow machine tries fewer, a fast one all. */
  readonly withinMs: number;
};

/**
 * A rule that must hold for every example: first for those that once broke it, which are kept in
 * `tests/regressions/<name>`, then for new ones. One that breaks it is kept there too. The seed is printed.
 * @returns how many new examples were tried
 */
export async function holdsAlways<Example>(
  name: string,
  examples: fc.Arbitrary<Example>,
  check: (example: Example) => Promise<void>,
  { runs, withinMs }: PropertyLimits,
): Promise<number> {
  for (const { file, example } of kept<Example>(name)) {
    await check(example).catch((error: unknown) => {
      throw new Error(`${file} is broken again`, { cause: error });
    });
  }
  const seed = seedFor(name);
  let tried = 0;
  const endMs = performance.now() + withinMs;
  const property = fc.asyncProperty(examples, async (example) => {
    if (performance.now() > endMs) return;
    await check(example);
    tried += 1;
  });
  const outcome = await fc.check(property, { seed, numRuns: runs });
  process.stdout.write(`${name}: ${tried} examples\n`);
  if (!outcome.failed) return tried;
  if (outcome.counterexample !== null) keep(name, outcome.counterexample[0]);
  throw new Error(fc.defaultReportMessage(outcome) ?? name, { cause: outcome.errorInstance });
}

function folderOf(name: string): string {
  return path.join(import.meta.dirname, '../regressions', name.replaceAll(' ', '-'));
}

function kept<Example>(name: string): readonly { readonly file: string; readonly example: Example }[] {
  const folder = folderOf(name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, example: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Example }));
}

function keep(name: string, example: unknown): void {
  const text = `${JSON.stringify(example, null, 2)}\n`;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  mkdirSync(folderOf(name), { recursive: true });
  writeFileSync(path.join(folderOf(name), `${digest}.json`), text);
}
