// @ts-check
// `npm run bench`: every budget of speed and memory, measured on this machine in one run.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { runNode } from '../../main/start/run-node.mjs';
import { ensureChromium } from '../support/ensure-chromium.mjs';

/**
 * @param {string} root
 * @param {string[]} args names of figures (all without any), `--json`, `--folder DIR` (keeps the prepared hub there between runs)
 * @returns {Promise<number>} 0 also when a bar was missed; 1 when something broke
 */
export async function bench(root, args) {
  const chromium = ensureChromium();
  if (!chromium) return 1;
  const out = path.join(root, 'out', 'bench');
  rmSync(out, { recursive: true, force: true });
  await buildPrograms(root, out);
  await buildPage(root, out);
  return runNode(root, ['--enable-source-maps', path.join(out, 'main.mjs'), ...args], {
    env: { CHROMIUM_PATH: chromium },
  });
}

/** The bench itself and the parts that run as processes of their own; packages stay packages.
 * @param {string} root @param {string} out */
async function buildPrograms(root, out) {
  const at = (/** @type {string} */ name) => path.join(root, 'tests/bench', name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: out,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          main: at('main.ts'),
          'hub-process': at('harness/hub-process.ts'),
          'host-process': at('harness/host-process.ts'),
          'raw-append-process': at('harness/raw-append-process.ts'),
          'ingest-process': at('harness/ingest-process.ts'),
        },
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}

/** The page that opens a till without screens, built as the till's own page is.
 * @param {string} root @param {string} out */
async function buildPage(root, out) {
  await build({
    root: path.join(root, 'tests/bench/page'),
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: path.join(out, 'page'),
      target: 'chrome140',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 5000,
    },
  });
}
