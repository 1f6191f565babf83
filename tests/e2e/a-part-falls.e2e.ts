import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'playwright/test';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The process that runs this file, below another one. */
function pidOf(parent: number, file: string): number {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const line of all.split('\n')) {
    const [pid, ppid, ...args] = line.trim().split(/\s+/);
    if (Number(ppid) === parent && args.join(' ').includes(file)) return Number(pid);
  }
  throw new Error(`nothing below ${parent} runs ${file}`);
}

const status = (url: string) =>
  fetch(url).then(
    (answer) => answer.status,
    () => 0,
  );

test('a hub or a till that falls is started again where it was; a hub that falls takes no till with it', async () => {
  const data = mkdtempSync(path.join(os.tmpdir(), 'seam-e2e-'));
  const seam = spawn(
    process.execPath,
    ['main/start/bootstrap.mjs', 'start', '--no-window', '--port', '0', '--data', data],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const pid = seam.pid ?? 0;
  const ended = once(seam, 'exit');
  try {
    const [line] = await once(createInterface({ input: seam.stdout }), 'line');
    const { hub, till } = JSON.parse(String(line)) as { readonly hub: string; readonly till: string };
    const tillPage = new URL('/', till).href;

    process.kill(pidOf(pid, 'out/hub/main.mjs'), 'SIGKILL');
    expect(await status(tillPage)).toBe(200);
    await expect.poll(() => status(`${hub}/shop/`)).toBe(200);

    process.kill(pidOf(pid, 'out/main/host.mjs'), 'SIGKILL');
    await expect.poll(() => status(tillPage)).toBe(200);
    expect(await status(`${hub}/shop/`)).toBe(200);
  } finally {
    seam.kill('SIGTERM');
    const [code] = await ended;
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    expect(code).toBe(0);
  }
});
