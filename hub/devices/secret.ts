import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Tokens, codes and cookies are kept as this digest only. */
export function digestOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function mintSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function isSecret(secret: string, digest: string): boolean {
  const given = Buffer.from(digestOfSecret(secret), 'hex');
  const kept = Buffer.from(digest, 'hex');
  return given.length === kept.length && timingSafeEqual(given, kept);
}
