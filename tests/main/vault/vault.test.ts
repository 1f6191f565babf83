import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openVault } from '../../../main/vault/vault';
import type { Keyring } from '../../../main/vault/wrap-keys';
import { aDataFolder } from '../../support/a-host';

/** A keyring that turns bytes around: enough to see whether what is on disk went through it. */
const keyring: Keyring = {
  wrap: (text) => Buffer.from(text, 'utf8').reverse(),
  unwrap: (bytes) => Buffer.from(bytes).reverse().toString('utf8'),
};

test('keeps values as ciphertext and gives them back after a restart', async () => {
  const folder = await aDataFolder();
  const vault = await openVault(folder, null);
  expect(await vault.read('device')).toBeNull();
  await vault.write('device', { token: 'secret-token' });
  expect(await readFile(path.join(folder, 'device.sealed'), 'utf8')).not.toContain('secret-token');
  expect(await (await openVault(folder, null)).read('device')).toEqual({ token: 'secret-token' });
});

test('answers null where a file was altered or its key is gone', async () => {
  const folder = await aDataFolder();
  const vault = await openVault(folder, null);
  await vault.write('device', { token: 'x' });
  await vault.write('staff', ['y']);
  const sealed = await readFile(path.join(folder, 'device.sealed'), 'utf8');
  await writeFile(
    path.join(folder, 'device.sealed'),
    `${sealed.slice(0, 20)}${sealed[20] === 'A' ? 'B' : 'A'}${sealed.slice(21)}`,
  );
  expect(await vault.read('device')).toBeNull();
  expect(await vault.read('staff')).toEqual(['y']);
  await writeFile(path.join(folder, 'wrap.json'), '{}');
  expect(await (await openVault(folder, null)).read('staff')).toBeNull();
});

test('a value that had to be forgotten can’t be opened from an old copy of its file', async () => {
  const folder = await aDataFolder();
  const vault = await openVault(folder, null);
  await vault.write('people', { keys: ['of someone'] });
  const old = await readFile(path.join(folder, 'people.sealed'));
  await vault.rewrite('people', { keys: [] });
  expect(await vault.read('people')).toEqual({ keys: [] });
  expect((await readdir(folder)).sort()).toEqual(['people.sealed', 'wrap.json']);
  await writeFile(path.join(folder, 'people.sealed'), old);
  expect(await (await openVault(folder, null)).read('people')).toBeNull();
});

test('a power cut while forgetting leaves the old value or the new, never neither', async () => {
  const folder = await aDataFolder();
  const vault = await openVault(folder, null);
  await vault.write('people', 'before');
  const keys = JSON.parse(await readFile(path.join(folder, 'wrap.json'), 'utf8')) as { people: string[] };
  await writeFile(path.join(folder, 'wrap.json'), JSON.stringify({ people: ['A'.repeat(43), ...keys.people] }));
  const reopened = await openVault(folder, null);
  expect(await reopened.read('people')).toBe('before');
  await reopened.rewrite('people', 'after');
  expect(await (await openVault(folder, null)).read('people')).toBe('after');
});

test('under a keyring the wrap keys are the keyring’s, and without it the folder is refused by name', async () => {
  const folder = await aDataFolder();
  const vault = await openVault(folder, keyring);
  await vault.write('device', { token: 'x' });
  expect(await readdir(folder)).not.toContain('wrap.json');
  expect(await (await openVault(folder, keyring)).read('device')).toEqual({ token: 'x' });
  await expect(openVault(folder, null)).rejects.toMatchObject({ code: 'keyring-missing' });
  const other: Keyring = {
    ...keyring,
    unwrap: () => {
      throw new Error('another user’s');
    },
  };
  await expect(openVault(folder, other)).rejects.toMatchObject({ code: 'keyring-missing' });
});

test('a till that gets a keyring later takes its values along and leaves no plain key behind', async () => {
  const folder = await aDataFolder();
  await (await openVault(folder, null)).write('device', { token: 'x' });
  const vault = await openVault(folder, keyring);
  expect(await vault.read('device')).toEqual({ token: 'x' });
  expect(await readdir(folder)).not.toContain('wrap.json');
});
