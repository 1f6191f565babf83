import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { FactDraft, HostApi, JournalHead } from '#shared/contract/host';
import { mintId } from '../../../main/mint-id';
import { loopbackHost } from '../../../renderer/till/loopback-host';
import { aDataFolder } from '../../support/a-host';
import { saleAfter } from '../../support/a-till-journal';
import { bundleForNode } from '../../support/bundle-for-node';
import { TinyHub } from '../../support/tiny-hub';
import { chainFault, receiptNumbers } from '../../support/verify-chain';

const KILLS = 8;
let program: string;
let hub: TinyHub;
beforeAll(async () => {
  program = await bundleForNode('main/start/host.ts');
  hub = await new TinyHub().start();
});
afterAll(async () => {
  await hub.stop();
  await rm(path.dirname(program), { recursive: true, force: true });
});

async function startProcess(dataDir: string): Promise<{ child: ChildProcess; launchUrl: string; url: string }> {
  const child = fork(program, ['--data', dataDir, '--hub', hub.url, '--no-window'], {
    env: { ...process.env, SEAM_ENROL_CODE: 'ENROL-1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [ready] = (await once(child, 'message')) as [{ launchUrl: string; url: string }];
  return { child, ...ready };
}

/** The till's page: it keeps its pass, and asks again with the same drafts until there is an answer. */
function aPage(launchUrl: string) {
  const storage = new Map<string, string>();
  let code: string | null = new URL(launchUrl).hash.replace('#launch=', '');
  const { origin } = new URL(launchUrl);
  const host: HostApi = loopbackHost({
    origin,
    takeLaunchCode: () => {
      const taken = code;
      code = null;
      return taken;
    },
    storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, origin } }),
  });
  const insist = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if ((error as { code?: string }).code !== 'host-unreachable') throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const sell = async (head: JournalHead): Promise<{ id: string; head: JournalHead }> => {
    let drafts: readonly FactDraft[] = saleAfter(head, mintId);
    for (;;) {
      const answer = await insist(() => host.request('journal.append', { drafts: [...drafts] }));
      if (answer.status === 'appended') return { id: drafts[0]?.fact.id ?? '', head: answer.head };
      if (answer.code !== 'head-moved') throw new Error(answer.code);
      drafts = saleAfter(answer.head, mintId);
    }
  };
  return { host, insist, sell };
}

describe('the host’s process', () => {
  test(`killed ${KILLS} times while selling, loses no sale, doubles none and leaves no number out`, async () => {
    const dataDir = await aDataFolder();
    let { child, launchUrl } = await startProcess(dataDir);
    const { host, insist, sell } = aPage(launchUrl);
    let isOver = false;
    const killing = (async () => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 250));
        child.kill('SIGKILL');
        await once(child, 'exit');
        ({ child } = await startProcess(dataDir));
      }
      isOver = true;
    })();
    const sold: string[] = [];
    let { head } = await insist(() => host.request('host.info', undefined));
    while (!isOver) {
      const sale = await sell(head);
      sold.push(sale.id);
      head = sale.head;
    }
    await killing;

    const facts: unknown[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await host.request('journal.read', { after, limit: 1000 });
      facts.push(...page.facts);
      ({ more, next: after } = page);
    }
    expect(sold.length).toBeGreaterThan(KILLS);
    expect(facts.map((fact) => (fact as { id: string }).id)).toEqual(sold);
    expect(receiptNumbers(facts)).toEqual(sold.map((_, index) => index + 1));
    expect(chainFault(facts)).toBeNull();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('started twice on one folder gives the running till’s page another launch and leaves', async () => {
    const dataDir = await aDataFolder();
    const first = await startProcess(dataDir);
    const second = await startProcess(dataDir);
    expect(second.url).toBe(first.url);
    expect(second.launchUrl).not.toBe(first.launchUrl);
    if (second.child.exitCode === null) await once(second.child, 'exit');
    const info = await aPage(second.launchUrl).host.request('host.info', undefined);
    expect(info).toMatchObject({ kind: 'browser' });
  });

  test('ends when the process that started it is gone', async () => {
    const { child } = await startProcess(await aDataFolder());
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
