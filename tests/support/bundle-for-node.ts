import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a TypeScript file so that a child process of plain Node can run it; packages stay outside. For tests that kill
 * a whole process.
 * @param file relative to the project
 * @returns path of the module to fork
 */
export async function bundleForNode(file: string): Promise<string> {
  const name = path.basename(file, '.ts');
  const outDir = path.join(root, 'out', 'test-children', `${name}-${process.pid}`);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.join(root, file),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return path.join(outDir, `${name}.mjs`);
}
