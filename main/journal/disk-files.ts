import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../files/error-code';
import { syncFolder } from '../files/sync-folder';
import type { JournalFile, JournalFiles } from './journal-files';

/** The real folder. It is made if missing; only this user can read what is in it. */
export async function diskFiles(folder: string): Promise<JournalFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(path.dirname(folder));
  const at = (name: string) => path.join(folder, name);
  return {
    list: () => readdir(folder),
    read: (name) => readFile(at(name)),
    size: (name) =>
      stat(at(name)).then(
        ({ size }) => size,
        (error: unknown) => {
          if (errorCode(error) === 'ENOENT') return 0;
          throw error;
        },
      ),
    async readStart(name, bytes) {
      const handle = await open(at(name), 'r');
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    async create(name) {
      const handle = await open(at(name), 'ax', 0o600);
      await syncFolder(folder);
      return journalFile(handle);
    },
    openEnd: async (name) => journalFile(await open(at(name), 'a', 0o600)),
    async remove(name) {
      await rm(at(name));
      await syncFolder(folder);
    },
    async replace(name, bytes) {
      await writeFile(at(`${name}.new`), bytes, { mode: 0o600 });
      await rename(at(`${name}.new`), at(name));
    },
  };
}

function journalFile(handle: FileHandle): JournalFile {
  return {
    async write(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, null);
        done += bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}
