import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The preload is a build of its own: a sandboxed one may not load a shared chunk. */
export default defineConfig({
  root: at('.'),
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: at('preload.ts'),
    outDir: at('../out/preload'),
    emptyOutDir: true,
    target: 'chrome140',
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
});
