import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { type Bench, builtPages, type Figure, projectRoot } from './harness/bench';
import { fullStore, PEOPLE } from './harness/bench-shop';
import { atTheCounter, everythingHere } from './harness/counter-page';
import { openLiveTill } from './harness/live-till';
import { type Measured, measured } from './measured';

const MB = 1024 * 1024;
/** The hub has answered that it is ready; what its start left behind has time to go. */
const SETTLE_MS = 10_000;
const FIND_WAIT_MS = 120_000;

/**
 * The built till page after collecting garbage, with the whole catalogue, stock and everybody's details in memory; and the
 * built hub, just started on the same chain's folder.
 */
export const memory: Figure = {
  name: 'memory',
  run: async (bench) => [await tillHeap(bench), ...(await hubResident(bench))],
};

async function tillHeap(bench: Bench): Promise<Measured> {
  const till = await openLiveTill(bench, { store: fullStore, pagesDir: path.join(builtPages, 'pos') });
  try {
    const page = await atTheCounter(till);
    await everythingHere(page);
    await findLastPerson(page);
    return measured({
      name: 'memory-till-heap',
      value: (await heapBytes(page)) / MB,
      unit: 'MB',
      bar: 150,
      note: `the till's page, 50,969 variants (${await bench.catalogue()}), ${PEOPLE} people`,
    });
  } finally {
    await till.close();
  }
}

/** Somebody enrolled last can be found by phone: everybody is in memory. Typed again until then: a list of people stands still. */
async function findLastPerson(page: Page): Promise<void> {
  await page.keyboard.press('F3');
  const field = page.getByTestId('find-person');
  const phone = `138${String(PEOPLE - 1).padStart(8, '0')}`;
  for (const deadline = Date.now() + FIND_WAIT_MS; ; ) {
    await field.fill('');
    await field.fill(phone);
    const found = page.getByTestId('found-person').first().waitFor({ timeout: 2000 });
    if (await found.then(() => true).catch(() => false)) break;
    if (Date.now() > deadline) throw new Error('the person enrolled last was not found');
  }
  await page.keyboard.press('Escape');
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

async function hubResident(bench: Bench): Promise<readonly Measured[]> {
  const folder = await bench.hubFolder();
  const args = ['--data', path.dirname(folder), '--port', '0', '--pages', builtPages];
  const hub = fork(path.join(projectRoot, 'out/hub/main.mjs'), args, {
    env: { ...process.env, SEAM_LOG: 'warn' },
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const ended = new Promise<void>((resolve) => hub.once('exit', () => resolve()));
  try {
    await ready(hub, ended);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const { nowMB, peakMB } = residentOf(hub.pid ?? 0);
    const note = 'the built hub in a fresh process on an initialised folder';
    const now = measured({ name: 'memory-hub-rss', value: nowMB, unit: 'MB', bar: 700, note });
    if (peakMB === null) return [now];
    return [now, measured({ name: 'memory-hub-rss-peak', value: peakMB, unit: 'MB', note: 'highest since its start' })];
  } finally {
    hub.kill('SIGTERM');
    await ended;
  }
}

function ready(hub: ChildProcess, ended: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    hub.on('message', () => resolve());
    void ended.then(() => reject(new Error('the hub ended before it was ready')));
  });
}

/** Resident memory; its peak only where the system tells. */
function residentOf(pid: number): { readonly nowMB: number; readonly peakMB: number | null } {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) {
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
    return { nowMB: Number(stdout.trim()) / 1024, peakMB: null };
  }
  const text = readFileSync(file, 'utf8');
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) / 1024;
  return { nowMB: read('VmRSS'), peakMB: read('VmHWM') };
}
