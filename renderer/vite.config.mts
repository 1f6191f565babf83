import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Pages and where they are served from: the till by its host at `/`, the others by the hub. `vite build --mode <page>`. */
const bases: Readonly<Record<string, string>> = { pos: '/', shop: '/shop/', region: '/region/' };

/** Writes `.br` and `.gz` beside every text file, so that the hub sends small pages without spending CPU on each request. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    generateBundle(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/\.(js|css|html|svg|json)$/.test(fileName)) continue;
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source) });
      }
    },
  };
}

export default defineConfig(({ mode }) => {
  const base = bases[mode];
  if (!base) throw new Error(`--mode is the page to build: ${Object.keys(bases).join(', ')}`);
  return {
    root: new URL(mode, import.meta.url).pathname,
    base,
    plugins: [react(), ...(mode === 'pos' ? [] : [precompressed()])],
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir: new URL(`../out/renderer/${mode}`, import.meta.url).pathname,
      emptyOutDir: true,
      target: mode === 'shop' ? ['chrome100', 'safari15.4'] : 'chrome140',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 3000,
    },
  };
});
