import { link, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { oneAtATime } from '../files/one-at-a-time';
import { readIfThere } from '../files/read-if-there';
import { shred } from '../files/shred';
import { writeWhole } from '../files/write-whole';
import { mintKey, openSealed, sealValue } from '../keys/seal';
import { type Keyring, openWrapKeys } from './wrap-keys';

/** What the host keeps to itself. Each is one file, ciphertext under its own wrap key. */
export type VaultName = 'device' | 'device-key' | 'people' | 'staff' | 'pins';

export type Vault = {
  /** The value last written, or null where there is none or it can't be opened any more. */
  readonly read: (name: VaultName) => Promise<unknown>;
  readonly write: (name: VaultName, value: unknown) => Promise<void>;
  /** As `write`, under a new wrap key; the old key and the old file are overwritten. For values that had to be forgotten. */
  readonly rewrite: (name: VaultName, value: unknown) => Promise<void>;
};

/** Opens the vault in a folder, or makes one. Refusal: `keyring-missing`. */
export async function openVault(folder: string, keyring: Keyring | null): Promise<Vault> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = (name: VaultName) => path.join(folder, `${name}.sealed`);
  const wrapKeys = await openWrapKeys(folder, keyring);
  let keys = await wrapKeys.read();
  const serially = oneAtATime();

  const keep = async (name: VaultName, own: readonly string[]) => {
    const next = { ...keys, [name]: own };
    await wrapKeys.write(next);
    keys = next;
  };
  const write = async (name: VaultName, value: unknown) => {
    const key = keys[name]?.[0] ?? mintKey();
    if (!keys[name]?.[0]) await keep(name, [key]);
    await writeWhole(file(name), sealValue(key, value));
  };
  /** NOTE the file keeps a second name until it is overwritten, so that a power cut never leaves neither. */
  const rewrite = async (name: VaultName, value: unknown) => {
    const key = mintKey();
    const old = `${file(name)}.old`;
    await shred(old);
    await keep(name, [key, ...(keys[name] ?? [])]);
    await link(file(name), old).catch(() => undefined);
    await writeWhole(file(name), sealValue(key, value));
    await shred(old);
    await keep(name, [key]);
  };
  return {
    async read(name) {
      const sealed = await readIfThere(file(name));
      if (!sealed) return null;
      const opened = (keys[name] ?? []).map((key) => openSealed(key, sealed.toString('utf8')));
      return opened.find((value) => value !== undefined) ?? null;
    },
    write: (name, value) => serially(() => write(name, value)),
    rewrite: (name, value) => serially(() => rewrite(name, value)),
  };
}
