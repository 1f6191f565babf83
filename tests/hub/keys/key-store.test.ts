import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TenantId } from '#shared/kernel/ids';
import { openKeyStore } from '../../../hub/keys/key-store';
import { mintKey, open, seal, sealSteadily } from '../../../hub/keys/seal';
import { lin, wang } from '../../support/a-customer';
import { aTenant } from '../../support/a-fact';
import { idOf } from '../../support/ids';

const anotherTenant = TenantId.parse(idOf('tenant', 2));

describe('keys of people', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'seam-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = () => path.join(folder, 'keys', 'anchors');

  test('are on disk when they are stored, for the hub’s own eyes only', async () => {
    const key = mintKey();
    await openKeyStore(folder)
      .of(aTenant)
      .put([{ who: lin, key }]);
    expect(openKeyStore(folder).of(aTenant).get(lin)).toBe(key);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file())).mode & 0o777).toBe(0o700);
  });

  test('that another process stored are found when they are asked for', async () => {
    const [one, other] = [openKeyStore(folder).of(aTenant), openKeyStore(folder).of(aTenant)];
    const key = mintKey();
    expect(other.get(lin)).toBeNull();
    await one.put([{ who: lin, key }]);
    expect(other.get(lin)).toBe(key);
    await other.put([{ who: lin, key: mintKey() }]);
    expect(openKeyStore(folder).of(aTenant).get(lin)).toBe(key);
  });

  test('stay what they were first: another key for the same anchor is not taken', async () => {
    const store = openKeyStore(folder).of(aTenant);
    const first = mintKey();
    await store.put([{ who: lin, key: first }]);
    await store.put([{ who: lin, key: mintKey() }]);
    expect(store.get(lin)).toBe(first);
    expect(openKeyStore(folder).of(aTenant).get(lin)).toBe(first);
  });

  test('are a tenant’s own: another can neither read, take the place of, nor destroy them', async () => {
    const [own, theirs] = [openKeyStore(folder).of(aTenant), openKeyStore(folder).of(anotherTenant)];
    const [key, other] = [mintKey(), mintKey()];
    await theirs.put([{ who: lin, key: other }]);
    expect(own.get(lin)).toBeNull();
    await own.put([{ who: lin, key }]);
    expect([own.get(lin), theirs.get(lin)]).toEqual([key, other]);
    await theirs.destroy([lin]);
    expect([own.isErased(lin), own.get(lin)]).toEqual([false, key]);
    expect(openKeyStore(folder).of(aTenant).get(lin)).toBe(key);
    expect(openKeyStore(folder).of(anotherTenant).get(lin)).toBeNull();
  });

  test('once destroyed are in no file, and none is taken again', async () => {
    const store = openKeyStore(folder).of(aTenant);
    const key = mintKey();
    await store.put([
      { who: lin, key },
      { who: wang, key: mintKey() },
    ]);
    await store.destroy([lin]);
    expect(store.get(lin)).toBeNull();
    expect(readFileSync(file(), 'utf8')).not.toContain(key);
    await store.put([{ who: lin, key: mintKey() }]);
    expect(store.get(lin)).toBeNull();
    expect(store.isErased(lin)).toBe(true);
    expect(store.get(wang)).not.toBeNull();
  });

  test('put back from an older copy are purged again by the list of the erased', async () => {
    const store = openKeyStore(folder).of(aTenant);
    await store.put([{ who: lin, key: mintKey() }]);
    cpSync(path.join(folder, 'keys'), path.join(folder, 'backup'), { recursive: true });
    await store.destroy([lin]);
    cpSync(path.join(folder, 'backup'), path.join(folder, 'keys'), { recursive: true });
    expect(openKeyStore(folder).of(aTenant).get(lin)).toBeNull();
    expect(readFileSync(file(), 'utf8')).toBe('');
  });

  test('survive a line torn by a power cut', async () => {
    const key = mintKey();
    await openKeyStore(folder)
      .of(aTenant)
      .put([{ who: lin, key }]);
    appendFileSync(file(), `${aTenant} ${wang} half`);
    const store = openKeyStore(folder).of(aTenant);
    expect([store.get(lin), store.get(wang)]).toEqual([key, null]);
    const next = mintKey();
    await store.put([{ who: wang, key: next }]);
    const again = openKeyStore(folder).of(aTenant);
    expect([again.get(lin), again.get(wang)]).toEqual([key, next]);
  });

  test('of the hub itself are made once', () => {
    const secret = openKeyStore(folder).secret('identifiers');
    expect(secret).toHaveLength(32);
    expect(openKeyStore(folder).secret('identifiers')).toEqual(secret);
    expect(openKeyStore(folder).secret('page-tokens')).not.toEqual(secret);
  });
});

describe('sealing', () => {
  test('opens with its own key, and with no other or when altered', () => {
    const key = mintKey();
    const sealed = seal(key, { name: '林月' });
    expect(open(key, sealed)).toEqual({ name: '林月' });
    expect(open(mintKey(), sealed)).toBeNull();
    const altered = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(open(key, altered)).toBeNull();
    expect(open(key, 'short')).toBeNull();
  });

  test('hides that two texts are equal, unless it is asked to be steady', () => {
    const key = mintKey();
    expect(seal(key, 'x')).not.toBe(seal(key, 'x'));
    expect(sealSteadily(key, { a: 1, b: 2 })).toBe(sealSteadily(key, { b: 2, a: 1 }));
    expect(sealSteadily(key, 'x')).not.toBe(sealSteadily(mintKey(), 'x'));
  });
});
