import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { AnchorKey } from '#shared/contract/sync';
import type { Ciphertext } from '#shared/facts/envelope';
import { canonical } from '#shared/kernel/canonical';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new AES-256 key, base64url. */
export function mintKey(): AnchorKey['key'] {
  return randomBytes(32).toString('base64url');
}

/** Encrypts a JSON value: base64url of nonce ‖ ciphertext ‖ tag, AES-256-GCM. */
export function sealValue(key: AnchorKey['key'], plain: unknown): Ciphertext {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
  const text = Buffer.concat([cipher.update(canonical(plain), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
}

/** The JSON value again. `undefined` where the key is another one or the text was altered. */
export function openSealed(key: AnchorKey['key'], sealed: Ciphertext): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(plain.toString('utf8'));
  } catch {
    return undefined;
  }
}
