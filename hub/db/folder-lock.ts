import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DatabaseRefusal } from './refusal';

/** Held until `release`, or until the process is gone in whatever way. */
export type FolderLock = { readonly release: () => Promise<void> };

/** A socket's path may be 103 bytes on macOS, 107 on Linux. */
const SOCKET_PATH_MAX = 100;

/**
 * Keeps every other process from opening this folder's database: PGlite itself lets a second one in, whose rows then
 * vanish. The lock is a listening socket, so the operating system frees it with its process.
 *
 * Holders are numbered. A newcomer binds the number after the highest one it sees, then looks again: a higher number,
 * or a lower one that answers, sends it away. Dead sockets are thus replaced without a moment in which two could hold.
 *
 * Refusals: `hub-is-running`.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  return process.platform === 'win32' ? holdPipe(real) : holdSocket(real);
}

async function holdPipe(folder: string): Promise<FolderLock> {
  const server = await listen(`\\\\.\\pipe\\seam-${digestOf(folder)}`);
  if (!server) throw new DatabaseRefusal('hub-is-running', { folder });
  return { release: () => stop(server) };
}

async function holdSocket(folder: string): Promise<FolderLock> {
  const place = socketFolder(folder);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const highest = Math.max(0, ...numbersIn(place));
  const mine = highest + 1;
  if (highest > 0 && (await answers(path.join(place, String(highest))))) refuse(folder);
  const server = await listen(path.join(place, String(mine)));
  if (!server) return refuse(folder);
  for (const other of numbersIn(place).filter((number) => number !== mine)) {
    const socket = path.join(place, String(other));
    if (other > mine || (await answers(socket))) {
      await stop(server);
      refuse(folder);
    }
    rmSync(socket, { force: true });
  }
  return { release: () => stop(server) };
}

function refuse(folder: string): never {
  throw new DatabaseRefusal('hub-is-running', { folder });
}

function socketFolder(folder: string): string {
  const beside = path.join(folder, 'lock');
  return Buffer.byteLength(beside) <= SOCKET_PATH_MAX - 10
    ? beside
    : path.join(os.tmpdir(), `seam-${digestOf(folder)}`);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function numbersIn(place: string): readonly number[] {
  return readdirSync(place)
    .map(Number)
    .filter((number) => Number.isSafeInteger(number));
}

/** The listening server, or null where the name is taken. Node removes the socket file when it closes. */
function listen(name: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.end());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(name, () => resolve(server.unref()));
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(name, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function stop(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
