import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { showWindow } from '../../../main/start/show-window';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'seam-window-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A program in the browser's place: notes with which address it was opened, then ends as the script says. */
function aBrowser(script: string): () => readonly string[] {
  const program = path.join(folder, 'browser');
  const opened = path.join(folder, 'opened');
  writeFileSync(program, `#!/bin/sh\necho "$1" >> '${opened}'\n${script}\n`, { mode: 0o755 });
  writeFileSync(opened, '');
  vi.stubEnv('CHROMIUM_PATH', program);
  return () =>
    readFileSync(opened, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
}

function shown() {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let isOver = false;
  let urls = 0;
  const nextUrl = () => {
    urls += 1;
    return `next ${urls}`;
  };
  const over = showWindow(folder, 'first', () => nextUrl(), stopped).then(() => {
    isOver = true;
  });
  return { stop, over, isOver: () => isOver };
}

test('a window that crashes is opened again with an address of its own, and the till stays', async () => {
  const opened = aBrowser('kill -9 $$');
  const window = shown();
  await expect.poll(opened, { timeout: 20_000 }).toHaveLength(6);
  expect(opened().slice(0, 3)).toEqual(['--app=first', '--app=next 1', '--app=next 2']);
  expect(window.isOver()).toBe(false);
  window.stop();
  await window.over;
});

test('a browser that hands the address to one that is open already ends nothing', async () => {
  const opened = aBrowser('exit 0');
  const window = shown();
  await expect.poll(opened, { timeout: 20_000 }).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(window.isOver()).toBe(false);
  window.stop();
  await window.over;
});

test('a window that somebody closes ends the till', async () => {
  aBrowser('sleep 6; exit 0');
  await shown().over;
});
