import { readFile } from 'node:fs/promises';
import { errorCode } from './error-code';

/** The bytes of a file, or null where there is none. */
export async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
