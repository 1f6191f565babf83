// @ts-check
// The one door of every npm command. Depends on nothing but Node, so that each works alone on a fresh clone.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './ensure-build.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { runNode } from './run-node.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const commands = {
  start: async (args) => {
    await ensureBuild(root);
    return (await import('./start.mjs')).start(root, args);
  },
  build: async () => {
    await ensureBuild(root);
    return 0;
  },
  hub: built('out/hub/main.mjs'),
  import: built('out/hub/import.mjs'),
  export: built('out/hub/export.mjs'),
  pos: async (args) => {
    await ensureBuild(root);
    return (await import('./start.mjs')).start(root, ['--only-till', ...args]);
  },
  test: async (args) => (await import('../../tests/run.mjs')).test(root, args),
  verify: async (args) => (await import('../../tests/run.mjs')).verify(root, args),
  bench: async (args) => {
    await ensureBuild(root);
    return (await import('../../tests/bench/run.mjs')).bench(root, args);
  },
  package: async (args) => {
    await ensureBuild(root);
    return runNode(root, ['node_modules/electron-builder/cli.js', '--publish', 'never', ...args]);
  },
};

/** @param {string} file */
function built(file) {
  return async (/** @type {string[]} */ args) => {
    await ensureBuild(root);
    return runNode(root, ['--enable-source-maps', file, ...args]);
  };
}

const needed = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
if (older(process.versions.node, needed)) {
  console.error(`Seam needs Node ${needed} or newer; this is ${process.versions.node}. Get it from https://nodejs.org`);
  process.exit(1);
}
const [name = 'start', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`There is no command ${name}. There are: ${Object.keys(commands).join(', ')}`);
  process.exit(1);
}
try {
  ensurePackages(root);
  process.exitCode = await command(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {string} have @param {string} need */
function older(have, need) {
  const [a = 0, b = 0] = have.split('.').map(Number);
  const [c = 0, d = 0] = need.split('.').map(Number);
  return a < c || (a === c && b < d);
}
