import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { aDataFolder } from '../support/a-host';
import { aHubOnDisk } from '../support/a-hub-on-disk';
import { bundleForNode } from '../support/bundle-for-node';

const disk = pathToFileURL(path.join(import.meta.dirname, '../support/failing-disk.mjs')).href;
let program = '';
beforeAll(async () => {
  program = await bundleForNode('hub/main.ts');
}, 60_000);
afterAll(() => rmSync(path.dirname(program), { recursive: true, force: true }));

/** A hub as a process: what it says once it is ready, and how it ends. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child: ChildProcess = spawn(process.execPath, ['--import', disk, program, ...args], {
    env: { ...process.env, DATABASE_URL: '', SEAM_LOG: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
  const ready = once(child.stdout ?? child, 'data').then(([line]) => JSON.parse(String(line)) as { url: string });
  ready.catch(() => undefined);
  return { child, ended, ready };
}

/** One sentence with its code, and no stack. */
function sentence(code: string) {
  return expect.stringMatching(new RegExp(`^[^\\n]{20,} \\(${code}\\)\\n$`));
}

const visit = (url: string) =>
  fetch(`${url}/v1/shop/visits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ gtin: '06900000000113', store: 'JA', placement: 'label' }),
  });

describe('a hub’s process', () => {
  test('keeps everything in the folder `hub` of the data folder, and ends cleanly when asked', async () => {
    const data = await aDataFolder();
    const { child, ended, ready } = start(['--data', data, '--port', '0']);
    expect((await fetch(`${(await ready).url}/v1/health`)).status).toBe(200);
    expect(existsSync(path.join(data, 'hub/database/PG_VERSION'))).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, said: '' });
  }, 60_000);

  test('says in one sentence that its port is taken, its folder in use, or its database not there', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = String(typeof address === 'object' && address ? address.port : 0);
    const data = await aDataFolder();
    expect(await start(['--data', data, '--port', port]).ended).toEqual({ code: 1, said: sentence('port-busy') });

    const first = start(['--data', data, '--port', '0']);
    await first.ready;
    expect(await start(['--data', data, '--port', '0']).ended).toEqual({ code: 1, said: sentence('hub-is-running') });

    for (const [args, env, code] of [
      [['--port', '70000'], {}, 'port-invalid'],
      [['--prot', '0'], {}, 'arguments-wrong'],
      [['--host', '203.0.113.7', '--port', '0'], {}, 'host-not-here'],
      [['--port', '0'], { SEAM_HOST: '203.0.113.7' }, 'host-not-here'],
      [['--port', '0'], { SEAM_TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/33' }, 'proxy-invalid'],
      [['--port', '0'], { SEAM_CODE_WEBHOOK: 'sms.example' }, 'code-webhook-invalid'],
      [['--port', '0'], { DATABASE_URL: 'postgres://seam@127.0.0.1:1/seam' }, 'database-unreachable'],
    ] as const) {
      const folder = await aDataFolder();
      expect(await start(['--data', folder, ...args], env).ended).toEqual({ code: 1, said: sentence(code) });
    }
  }, 120_000);

  test('ends when its disk fails, says so, and has what it said was stored when it is started again', async () => {
    const onDisk = await aHubOnDisk();
    const data = path.dirname(onDisk.hub().dataDir);
    await onDisk.stop();
    onTestFinished(() => onDisk.remove());
    const failing = path.join(data, 'the-disk-fails');
    const args = ['--data', data, '--port', '0'];
    const hub = start(args, { SEAM_TEST_DISK_FAILS: failing });
    const { url } = await hub.ready;
    expect((await visit(url)).status).toBe(200);
    writeFileSync(failing, '');
    const refused = await visit(url).then(
      (answer) => answer.status,
      () => 'no answer',
    );
    expect(refused).not.toBe(200);
    expect(await hub.ended).toEqual({ code: 1, said: sentence('database-broken') });

    rmSync(failing);
    await onDisk.start();
    const { context } = onDisk.hub();
    expect(await context.db.run("select kind from fact where kind = 'CodeScanned'")).toHaveLength(1);
  }, 120_000);
});
