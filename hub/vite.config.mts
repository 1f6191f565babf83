import { defineConfig } from 'vite';

/** The hub, its import and its export as plain Node programs. Packages stay packages: they are installed beside it. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: new URL('../out/hub', import.meta.url).pathname,
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: new URL('main.ts', import.meta.url).pathname,
        import: new URL('import/cli.ts', import.meta.url).pathname,
        export: new URL('export/cli.ts', import.meta.url).pathname,
      },
      output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
