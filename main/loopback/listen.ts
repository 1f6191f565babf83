import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { errorCode } from '../files/error-code';
import { readIfThere } from '../files/read-if-there';
import { writeWhole } from '../files/write-whole';
import { HostRefusal } from '../host-refusal';

const KeptPort = z.object({ port: z.int().min(1).max(65_535) });

/** Below the ports that systems hand out for outgoing connections, so that none of those is in the way at a restart. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;
const TRIES = 50;

/**
 * Listens on the port this folder has always had, or chooses one and keeps it: the page's stores belong to the origin,
 * so a till that moved would start empty.
 * Refusals: `port-busy {port}` (somebody else has it), `port-kept {port}` (another one was asked for).
 * @param wanted for the first start; 0: any free one
 * @returns the port
 */
export async function listenOnKeptPort(server: Server, folder: string, wanted: number): Promise<number> {
  const file = path.join(folder, 'port.json');
  const kept = await readKeptPort(file);
  if (kept !== null && wanted !== 0 && wanted !== kept) throw new HostRefusal('port-kept', { port: kept });
  const fixed = kept ?? (wanted === 0 ? null : wanted);
  const port = fixed === null ? await listenAnywhere(server) : fixed;
  if (fixed !== null && !(await listen(server, fixed))) throw new HostRefusal('port-busy', { port: fixed });
  if (kept === null) await writeWhole(file, JSON.stringify({ port }));
  return port;
}

async function readKeptPort(file: string): Promise<number | null> {
  const bytes = await readIfThere(file);
  return bytes ? KeptPort.parse(JSON.parse(bytes.toString('utf8'))).port : null;
}

async function listenAnywhere(server: Server): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (await listen(server, port)) return port;
  }
  throw new HostRefusal('port-busy', { port: 0 });
}

async function listen(server: Server, port: number): Promise<boolean> {
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE' || errorCode(error) === 'EACCES') return false;
    throw error;
  }
}
