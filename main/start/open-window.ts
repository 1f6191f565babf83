import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { findChromium } from './find-chromium';

/**
 * Opens an address in a window of its own, without tabs or address bar, with a profile in the data folder so that the
 * till's stores are apart from anyone's browsing. Null where there is no browser of the Chromium family.
 */
export function openWindow(url: string, dataDir: string): ChildProcess | null {
  const chromium = findChromium();
  if (!chromium) return null;
  const isRoot = process.getuid?.() === 0;
  const flags = [
    `--app=${url}`,
    `--user-data-dir=${path.join(dataDir, 'window')}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    ...(isRoot ? ['--no-sandbox', '--disable-gpu'] : []),
  ];
  return spawn(chromium, flags, { stdio: 'ignore' });
}
