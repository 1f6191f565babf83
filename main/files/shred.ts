import { randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { errorCode } from './error-code';

/**
 * Overwrites a file and removes it. On a disk that moves what it rewrites this is no proof; what was in the file must
 * be ciphertext whose key is gone as well.
 */
export async function shred(file: string): Promise<void> {
  try {
    const { size } = await stat(file);
    const handle = await open(file, 'r+');
    try {
      await handle.write(randomBytes(size), 0, size, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rm(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
