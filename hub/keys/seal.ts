import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { AnchorKey } from '#shared/contract/sync';
import type { Ciphertext } from '#shared/facts/envelope';
import { canonical } from '#shared/kernel/canonical';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new anchor's AES-256 key, base64url. */
export function mintKey(): AnchorKey['key'] {
  return randomBytes(32).toString('base64url');
}

/** Encrypts a JSON value under an anchor's key: base64url of nonce ‖ ciphertext ‖ tag. */
export function seal(key: AnchorKey['key'], plain: unknown): Ciphertext {
  return sealUnder(key, randomBytes(NONCE_BYTES), plain);
}

/**
 * The same, and the same value under the same key gives the same text, so that a rebuild changes no document. The nonce
 * is a keyed digest of the value; what shows is only that one anchor's details are what they were.
 */
export function sealSteadily(key: AnchorKey['key'], plain: unknown): Ciphertext {
  const digest = createHmac('sha256', Buffer.from(key, 'base64url')).update(canonical(plain)).digest();
  return sealUnder(key, digest.subarray(0, NONCE_BYTES), plain);
}

function sealUnder(key: AnchorKey['key'], nonce: Buffer, plain: unknown): Ciphertext {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
  const text = Buffer.concat([cipher.update(canonical(plain), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
}

/** The JSON value again, or null where the key is another one or the text was altered. */
export function open(key: AnchorKey['key'], sealed: Ciphertext): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES));
    return JSON.parse(Buffer.concat([plain, decipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}

/** Keyed digest of an identifier's normal form: what the hub compares instead of the value. Never leaves the hub. */
export function digestOf(secret: Buffer, tenant: string, kind: string, value: string): string {
  return createHmac('sha256', secret).update(`${tenant}\n${kind}\n${value}`).digest('hex');
}
