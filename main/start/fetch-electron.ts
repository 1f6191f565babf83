import { spawn } from 'node:child_process';
import path from 'node:path';
import { electronBinary, electronPackage } from './electron-binary';

const REACH_MS = 3_000;
const DOWNLOAD_MS = 10 * 60_000;

/**
 * Downloads Electron's binary as its npm package does, where its place can be reached; answers it, or null.
 * `SEAM_NO_DOWNLOAD=1` skips this.
 */
export async function fetchElectron(root: string, env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const folder = electronPackage(root);
  if (!folder || env.SEAM_NO_DOWNLOAD) return null;
  const place = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com/';
  if (!(await isReachable(place))) return null;
  await run(path.join(folder, 'install.js'));
  return electronBinary(root, env);
}

/** A network that drops packets would have us wait for minutes; this finds out in seconds. */
async function isReachable(place: string): Promise<boolean> {
  return fetch(place, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) }).then(
    () => true,
    () => false,
  );
}

function run(script: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'], timeout: DOWNLOAD_MS });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
