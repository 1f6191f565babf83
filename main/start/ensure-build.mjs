// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runNode } from './run-node.mjs';

const sources = ['shared', 'main', 'hub', 'renderer'];
const builds = [
  ['-c', 'main/vite.config.mts'],
  ['-c', 'main/vite.preload.config.mts'],
  ['-c', 'hub/vite.config.mts'],
  ['-c', 'renderer/vite.config.mts', '--mode', 'pos'],
  ['-c', 'renderer/vite.config.mts', '--mode', 'shop'],
  ['-c', 'renderer/vite.config.mts', '--mode', 'region'],
];

/**
 * Builds hub, host, preload and pages into `out/` when a source file changed since the last build.
 * @param {string} root
 */
export async function ensureBuild(root) {
  const print = fingerprint(root);
  const stamp = path.join(root, 'out', '.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return;
  process.stderr.write('Building …\n');
  for (const args of builds) {
    const code = await runNode(root, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', ...args], {
      quiet: true,
    });
    if (code !== 0) throw new Error(`The build ${args.join(' ')} failed; its message stands above.`);
  }
  writeFileSync(stamp, print);
}

/** @param {string} root */
function fingerprint(root) {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  for (const folder of sources) {
    for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      const found = statSync(path.join(root, folder, file));
      if (found.isFile() && !file.endsWith('.tsbuildinfo'))
        hash.update(`${folder}/${file}:${found.size}:${found.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}
