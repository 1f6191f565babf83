import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { electronBinary } from '../../../main/start/electron-binary';
import { findChromium } from '../../../main/start/find-chromium';
import { readArgs } from '../../../main/start/read-args';
import { aDataFolder } from '../../support/a-host';

async function aProject(): Promise<string> {
  const root = await aDataFolder();
  const electron = path.join(root, 'node_modules', 'electron');
  await mkdir(path.join(electron, 'dist'), { recursive: true });
  await writeFile(path.join(root, 'package.json'), '{}');
  await writeFile(path.join(electron, 'package.json'), '{"name":"electron"}');
  // Loading the package is what begins the download.
  await writeFile(path.join(electron, 'index.js'), 'throw new Error("loaded")');
  return root;
}

describe('Electron’s binary', () => {
  test('is not there after npm install alone, and asking does not fetch it', async () => {
    expect(electronBinary(await aProject(), {})).toBeNull();
    expect(electronBinary(await aDataFolder(), {})).toBeNull();
  });

  test('is where path.txt says, or where an override says', async () => {
    const root = await aProject();
    const electron = path.join(root, 'node_modules', 'electron');
    await writeFile(path.join(electron, 'path.txt'), 'electron');
    await writeFile(path.join(electron, 'dist', 'electron'), '');
    expect(electronBinary(root, {})).toBe(path.join(electron, 'dist', 'electron'));
    expect(electronBinary(root, { ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'nowhere') })).toBeNull();
    await writeFile(path.join(root, 'electron'), '');
    expect(electronBinary(root, { ELECTRON_OVERRIDE_DIST_PATH: root })).toBe(path.join(root, 'electron'));
  });
});

describe('a browser', () => {
  test('is the one named, else the first on the path, else none', async () => {
    const folder = await aDataFolder();
    await writeFile(path.join(folder, 'chromium'), '');
    await writeFile(path.join(folder, 'mine'), '');
    expect(findChromium({ PATH: folder })).toBe(path.join(folder, 'chromium'));
    expect(findChromium({ PATH: folder, CHROMIUM_PATH: path.join(folder, 'mine') })).toBe(path.join(folder, 'mine'));
    expect(findChromium({ PATH: path.join(folder, 'empty') })).toBeNull();
  });
});

describe('the arguments of a till', () => {
  test('are read beside Chromium’s own, and the one-time code comes from the environment', () => {
    const args = [
      '/app',
      '--user-data-dir=/x',
      '--data',
      '/shop',
      '--hub=http://hub',
      '--port',
      '23000',
      '--no-window',
    ];
    expect(readArgs(args, { SEAM_ENROL_CODE: 'ABCD' })).toEqual({
      dataDir: '/shop',
      hubUrl: 'http://hub',
      port: 23_000,
      isWindowWanted: false,
      enrolCode: 'ABCD',
      name: undefined,
    });
    expect(readArgs([], {})).toMatchObject({ dataDir: null, hubUrl: '', port: 0, isWindowWanted: true });
  });
});
