// @ts-check
// `npm run verify`: biome, types, unit, property and flow tests. `npm test`: that on PostgreSQL too, e2e, package check.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../main/start/ensure-build.mjs';
import { runNode } from '../main/start/run-node.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @param {string} root @param {string[]} args */
export async function verify(root, args) {
  return report(await checks(root, args, {}));
}

/** @param {string} root @param {string[]} args */
export async function test(root, args) {
  const { ensureChromium } = await import('./support/ensure-chromium.mjs');
  const chromium = ensureChromium();
  if (!chromium) return 1;
  const { startPostgres } = await import('./support/postgres-server.mjs');
  const postgres = await startPostgres();
  try {
    const env = { SEAM_PG_URL: postgres.url, CHROMIUM_PATH: chromium };
    const counts = await checks(root, args, env);
    if (counts.some(({ failed }) => failed)) return report(counts);
    step('build');
    await ensureBuild(root);
    return report([...counts, ...(await endToEnd(root, env)), await packaged(root)]);
  } finally {
    await postgres.stop();
  }
}

/** @param {string} root @param {string[]} args @param {Record<string, string>} env */
async function checks(root, args, env) {
  return [
    await plain('format and lint', () =>
      runNode(root, ['node_modules/@biomejs/biome/bin/biome', 'check', '--diagnostic-level=error', '.']),
    ),
    await plain('types', () => runNode(root, ['node_modules/typescript/bin/tsc', '-b', '--pretty'])),
    await counted(
      `unit, property and flow tests${env.SEAM_PG_URL ? ', on PGlite and PostgreSQL' : ''}`,
      async (file) => {
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
        return runNode(
          root,
          ['node_modules/vitest/vitest.mjs', 'run', '-c', 'tests/vitest.config.mts', ...reporters, ...args],
          { env },
        );
      },
    ),
  ];
}

/** @param {string} root @param {Record<string, string>} env */
async function endToEnd(root, env) {
  const counts = [];
  for (const project of ['browser', 'standin', 'electron']) {
    counts.push(
      await counted(`end to end: ${project}`, (file) =>
        runNode(
          root,
          [
            'node_modules/playwright/cli.js',
            'test',
            '-c',
            'tests/e2e/playwright.config.ts',
            '--project',
            project,
            '--reporter=list,json',
          ],
          {
            env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
          },
        ),
      ),
    );
  }
  return counts;
}

/** @param {string} root */
function packaged(root) {
  return plain('package check', () => runNode(root, ['tests/package-check.mjs']));
}

/** @param {string} name @param {() => Promise<number>} run @returns {Promise<Count>} */
async function plain(name, run) {
  step(name);
  const code = await run();
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Runs a test runner that writes its results to a file, and counts them. A runner that counts nothing has failed.
 * @param {string} name @param {(file: string) => Promise<number>} run @returns {Promise<Count>} */
async function counted(name, run) {
  step(name);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-results-'));
  const file = path.join(folder, 'results.json');
  const code = await run(file);
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  rmSync(folder, { recursive: true, force: true });
  const count = {
    passed: results.numPassedTests ?? results.stats?.expected ?? 0,
    failed: results.numFailedTests ?? results.stats?.unexpected ?? 0,
    skipped: (results.numPendingTests ?? 0) + (results.stats?.skipped ?? 0),
  };
  return code === 0 || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** @param {Count[]} counts */
function report(counts) {
  const sum = (/** @type {keyof Count} */ key) => counts.reduce((total, count) => total + count[key], 0);
  console.log(`\ntotal: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

/** @param {string} name */
function step(name) {
  console.log(`\n— ${name} (${new Date().toLocaleTimeString('en-GB')})`);
}
