import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './sync-folder';

/** Puts a file in place of the old one so that a power cut leaves either, whole. Only this user can read it. */
export async function writeWhole(file: string, bytes: string | Uint8Array): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  await syncFolder(path.dirname(file));
}
