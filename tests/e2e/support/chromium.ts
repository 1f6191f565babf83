import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** `CHROMIUM_PATH`, else the one Playwright downloaded, else the system's. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const places = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...onPath];
  return places.find((file) => file !== undefined && file !== '' && existsSync(file));
}

/** Quiet on the network; without its sandbox only where the system allows root none. */
export const chromiumArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
