import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readIfThere } from '../files/read-if-there';
import { shred } from '../files/shred';
import { writeWhole } from '../files/write-whole';
import { HostRefusal } from '../host-refusal';

/** The operating system's keyring: Electron's safeStorage where a real one is behind it. */
export type Keyring = { readonly wrap: (text: string) => Uint8Array; readonly unwrap: (bytes: Buffer) => string };

/** Keys that each wrap one file of the vault, newest first: two only while a file is being rewritten. */
const WrapKeys = z.record(z.string(), z.array(z.string()).readonly()).readonly();
export type WrapKeys = z.output<typeof WrapKeys>;

export type WrapKeyFile = { readonly read: () => Promise<WrapKeys>; readonly write: (keys: WrapKeys) => Promise<void> };

/**
 * The file with the wrap keys: under the keyring where there is one, else readable by this user only.
 * Refusal `keyring-missing`: the file was made with a keyring, and here there is none.
 */
export async function openWrapKeys(folder: string, keyring: Keyring | null): Promise<WrapKeyFile> {
  const wrapped = path.join(folder, 'wrap.keyring');
  const plain = path.join(folder, 'wrap.json');
  const file = keyring ? wrapped : plain;
  const encode = (keys: WrapKeys) => (keyring ? keyring.wrap(JSON.stringify(keys)) : JSON.stringify(keys));
  if (!keyring && (await readIfThere(wrapped))) throw new HostRefusal('keyring-missing');
  if (keyring) await moveUnderKeyring(plain, wrapped, encode);
  return {
    async read() {
      const bytes = await readIfThere(file);
      if (!bytes) return {};
      return WrapKeys.parse(JSON.parse(keyring ? unwrap(keyring, bytes) : bytes.toString('utf8')));
    },
    write: (keys) => writeWhole(file, encode(keys)),
  };
}

/** A till that ran without a keyring and now has one takes its keys along. */
async function moveUnderKeyring(plain: string, wrapped: string, encode: (keys: WrapKeys) => string | Uint8Array) {
  const bytes = await readIfThere(plain);
  if (!bytes) return;
  if (!(await readIfThere(wrapped)))
    await writeWhole(wrapped, encode(WrapKeys.parse(JSON.parse(bytes.toString('utf8')))));
  await shred(plain);
  await rm(`${plain}.new`, { force: true });
}

function unwrap(keyring: Keyring, bytes: Buffer): string {
  try {
    return keyring.unwrap(bytes);
  } catch {
    throw new HostRefusal('keyring-missing');
  }
}
