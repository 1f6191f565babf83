import { createHash } from 'node:crypto';
import { argon2id } from 'hash-wasm';

/** OWASP's second choice for argon2id: 19 MiB, two passes; about 40 ms here, too long to try a million PINs unnoticed. */
const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

/**
 * The argon2id text by which a host checks a PIN or the hub a password. The salt is made of what the secret belongs to,
 * so that publishing the same one again changes nothing.
 */
export function verifierOf(secret: string, owner: string): Promise<string> {
  const salt = createHash('sha256').update(`seam verifier ${owner}`).digest().subarray(0, 16);
  return argon2id({ password: secret, salt, ...cost, outputType: 'encoded' });
}
