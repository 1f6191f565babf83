import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { isDiskFull } from '../files/error-code';
import type { JournalFiles } from './journal-files';

/** Kept aside so that an open sale and the closing of the day still fit on a full disk. */
export const RESERVE_BYTES = 64 * 1024 * 1024;

const NAME = 'reserve';
const CHUNK_BYTES = 1024 * 1024;

/** Space held back in the journal's folder. */
export type SpaceReserve = {
  /** Makes it where it is missing or cut short, if there is room. */
  readonly fill: () => Promise<void>;
  /** Gives it back, and says whether there was any. */
  readonly release: () => Promise<boolean>;
};

/** NOTE filled with random bytes: a file system that compresses would store 64 MB of zeros in nothing. */
export function spaceReserve(files: JournalFiles, bytes = RESERVE_BYTES): SpaceReserve {
  let filling = Promise.resolve();
  const drop = async () => {
    if (!(await files.list()).includes(NAME)) return false;
    await files.remove(NAME);
    return true;
  };
  const fill = async () => {
    if ((await files.size(NAME)) >= bytes) return;
    await drop();
    try {
      await writeReserve(files, bytes);
    } catch (error) {
      await drop();
      if (!isDiskFull(error)) throw error;
    }
  };
  return {
    fill() {
      filling = fill();
      return filling;
    },
    async release() {
      await filling.catch(() => undefined);
      return drop();
    },
  };
}

/** Gives the reserve of a journal back that nobody has open. */
export function giveUpReserve(journalDir: string): Promise<void> {
  return rm(path.join(journalDir, NAME), { force: true });
}

async function writeReserve(files: JournalFiles, bytes: number): Promise<void> {
  const file = await files.create(NAME);
  try {
    for (let left = bytes; left > 0; left -= CHUNK_BYTES) await file.write(randomBytes(Math.min(left, CHUNK_BYTES)));
    await file.sync();
  } finally {
    await file.close();
  }
}
