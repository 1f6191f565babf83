import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode, isDiskFull } from './files/error-code';
import { HostRefusal } from './host-refusal';
import { giveUpReserve } from './journal/space-reserve';

/** `birth` tells a process from a later one with the same number, where the system says when it began. */
const Holder = z.object({ pid: z.int(), birth: z.string(), claim: z.string() });
type Holder = z.output<typeof Holder>;

const SETTLE_MS = 60;

/** A data folder that is this process's alone until it is released. */
export type LockedFolder = { readonly path: string; readonly release: () => Promise<void> };

/**
 * Takes a data folder for this process, and makes it if missing. A lock left by a killed process is taken over.
 * Refusal: `host-is-running`, with its `pid`.
 */
export async function lockFolder(folder: string): Promise<LockedFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'host.lock');
  const own: Holder = { pid: process.pid, birth: birthOf(process.pid), claim: randomUUID() };
  const written = `${file}.${own.claim}`;
  refuseIfAlive(await readHolder(file));
  try {
    await writeOwn(written, own, path.join(folder, 'journal'));
    if (!(await putIfFree(written, file))) await takeOver(written, file, own);
  } finally {
    await rm(written, { force: true });
  }
  const release = async () => {
    if ((await readHolder(file))?.claim === own.claim) await rm(file, { force: true });
  };
  return { path: folder, release };
}

/** On a full disk it takes of what the journal holds back; the host fills that up again as far as there is room. */
async function writeOwn(written: string, own: Holder, journalDir: string): Promise<void> {
  const write = () => writeFile(written, JSON.stringify(own), { mode: 0o600 });
  await write().catch(async (error: unknown) => {
    if (!isDiskFull(error)) throw error;
    await giveUpReserve(journalDir);
    await write();
  });
}

/** Puts the lock there whole where there is none, so that nobody finds half of it. False also where links can't be made. */
async function putIfFree(written: string, file: string): Promise<boolean> {
  return link(written, file).then(
    () => true,
    () => false,
  );
}

/** Two starts may find the same dead holder: both write, both wait, and the one that wrote last has it. */
async function takeOver(written: string, file: string, own: Holder): Promise<void> {
  refuseIfAlive(await readHolder(file));
  await rename(written, file);
  await pause(SETTLE_MS);
  const holder = await readHolder(file);
  if (holder?.claim !== own.claim) throw new HostRefusal('host-is-running', { pid: holder?.pid ?? 0 });
}

function refuseIfAlive(holder: Holder | null): void {
  if (holder && isAlive(holder)) throw new HostRefusal('host-is-running', { pid: holder.pid });
}

async function readHolder(file: string): Promise<Holder | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return Holder.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isAlive({ pid, birth }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  return birth === '' || birth === birthOf(pid);
}

/** Boot and start time of a process on Linux; empty elsewhere. */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return '';
  }
}
