import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mintId } from '../../main/mint-id';
import { aDataFolder, aHost } from '../support/a-host';
import { saleAfter } from '../support/a-till-journal';
import { TinyHub } from '../support/tiny-hub';

let hub: TinyHub;
let dataDir: string;
beforeEach(async () => {
  hub = await new TinyHub().start();
  dataDir = await aDataFolder();
});
afterEach(() => hub.stop());

type Host = Awaited<ReturnType<typeof aHost>>;

async function anEnrolledHost(): Promise<Host> {
  const host = await aHost(dataDir);
  await host.ask('device.enrol', { hubUrl: hub.url, code: 'ENROL-1', name: 'Till 1' });
  await hub.stop();
  return host;
}

/** Sells so often; answers the receipts' numbers. */
async function sell({ ask }: Host, times: number): Promise<readonly string[]> {
  const numbers: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const { head } = await ask('host.info', undefined);
    const answer = await ask('journal.append', { drafts: [...saleAfter(head, mintId)] });
    if (answer.status !== 'appended') throw new Error(answer.code);
    numbers.push(`${head.series}-${answer.head.receipts}`);
  }
  return numbers;
}

const repaired = async ({ ask }: Host) => (await ask('host.info', undefined)).repaired;
const folder = () => path.join(dataDir, 'journal');

test('one bit of the line a segment begins with: the numbers go on, and it is said', async () => {
  const first = await anEnrolledHost();
  expect(await sell(first, 2)).toEqual(['T1A-1', 'T1A-2']);
  await first.close();
  const file = path.join(folder(), (await readdir(folder())).filter((name) => name.endsWith('.journal')).at(-1) ?? '');
  const bytes = await readFile(file);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const again = await aHost(dataDir);
  expect(await repaired(again)).toEqual(['start-damaged 000002.journal']);
  expect(await sell(again, 1)).toEqual(['T1A-3']);
});

test('a journal that is gone: a till that has sold never begins a series twice, and says which it took', async () => {
  const first = await anEnrolledHost();
  await sell(first, 2);
  await first.close();
  for (const series of ['T1A1', 'T1A2']) {
    await rm(folder(), { recursive: true });
    const again = await aHost(dataDir);
    expect(await repaired(again)).toEqual([`series-begun ${series}`]);
    expect(await sell(again, 1)).toEqual([`${series}-1`]);
    await again.close();
  }
  const next = await aHost(dataDir);
  expect(await repaired(next)).toEqual([]);
  expect(await sell(next, 1)).toEqual(['T1A2-2']);
});

test('a journal that is gone after a hub gave another series: neither that nor the first is begun again', async () => {
  const first = await anEnrolledHost();
  await first.ask('journal.use-series', { series: 'T1B' });
  await sell(first, 1);
  await first.close();
  await rm(folder(), { recursive: true });
  expect(await sell(await aHost(dataDir), 1)).toEqual(['T1B1-1']);
});
