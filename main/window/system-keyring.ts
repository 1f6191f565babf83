import type { SafeStorage } from 'electron';
import type { Keyring } from '../vault/wrap-keys';

/** Backends that store with a key that anyone knows; Linux falls back on them where no keyring service runs. */
const worthless: readonly string[] = ['basic_text', 'unknown'];

/** The operating system's keyring, or null where it has none worth the name. */
export function systemKeyring(safeStorage: SafeStorage): Keyring | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && worthless.includes(safeStorage.getSelectedStorageBackend())) return null;
  return {
    wrap: (text) => safeStorage.encryptString(text),
    unwrap: (bytes) => safeStorage.decryptString(bytes),
  };
}
