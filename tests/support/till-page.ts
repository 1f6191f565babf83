import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const root = new URL('../..', import.meta.url).pathname;
const sources = ['renderer/till', 'renderer/hub-client', 'shared', 'tests/support/till-page', 'package-lock.json'];
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Builds the page that opens a till without screens, once for each content of its sources; answers the folder. */
export async function buildTillPage(): Promise<string> {
  const folder = path.join(os.tmpdir(), `seam-till-page-${digestOf(sources)}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  await build({
    root: path.join(root, 'tests/support/till-page'),
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: fresh,
      emptyOutDir: true,
      target: 'chrome140',
      modulePreload: false,
      minify: false,
      chunkSizeWarningLimit: 5000,
    },
  });
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
  return folder;
}

/** Serves a built page on a free loopback port. IndexedDB belongs to the port, so a test keeps it as long as its till lives. */
export async function servePage(
  folder: string,
): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const file = path.join(folder, pathname === '/' ? 'index.html' : path.normalize(pathname));
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function digestOf(names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names) addTo(hash, path.join(root, name));
  return hash.digest('hex').slice(0, 16);
}

function addTo(hash: ReturnType<typeof createHash>, file: string): void {
  if (statSync(file).isDirectory()) {
    for (const name of readdirSync(file).sort()) addTo(hash, path.join(file, name));
  } else if (!file.endsWith('.tsbuildinfo')) hash.update(file).update(readFileSync(file));
}
