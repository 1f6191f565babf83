import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const { version } = JSON.parse(readFileSync(at('../package.json'), 'utf8')) as { readonly version: string };

/**
 * The host for Electron (`main.cjs`) and for plain Node (`host.mjs`). Everything is bundled, so that the packaged app
 * needs no node_modules. Electron's main is CommonJS; `host.mjs` only opens the one that is.
 */
export default defineConfig({
  root: at('.'),
  define: { 'process.env.SEAM_VERSION': JSON.stringify(version) },
  ssr: { noExternal: true, external: ['electron'] },
  plugins: [
    {
      name: 'host-as-module',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'host.mjs', source: "import './host.cjs';\n" });
      },
    },
  ],
  build: {
    ssr: true,
    outDir: at('../out/main'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { main: at('main.ts'), host: at('start/host.ts') },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
    },
  },
});
