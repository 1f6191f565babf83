import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Where Electron's binary is, or null.
 * NOTE never `require('electron')` to find out: since version 42 that begins a download.
 * @param root the project's folder
 */
export function electronBinary(root: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const folder = electronPackage(root);
  if (!folder) return null;
  const pathFile = path.join(folder, 'path.txt');
  const relative = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const file = path.join(env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'), relative);
  return existsSync(file) ? file : null;
}

/** The folder of the npm package, which never holds the binary itself until it was downloaded. */
export function electronPackage(root: string): string | null {
  try {
    return path.dirname(createRequire(path.join(root, 'package.json')).resolve('electron/package.json'));
  } catch {
    return null;
  }
}
