import { canonical } from '../kernel/canonical';
import { FACT_MAX_BYTES } from './envelope';
import type { Happening } from './happening';

/** More than any envelope takes: ids, hashes, clocks and the field names around them. */
const ENVELOPE_BYTES = 2048;
/** Nonce and tag of AES-256-GCM. */
const SEAL_BYTES = 28;

/** True where the fact made of this would be longer than any hub takes. Asked in `decide`, so that nothing is refused for size later. */
export function isTooLarge(happening: Happening): boolean {
  return bytesOf(happening) > FACT_MAX_BYTES;
}

/** At most how long the canonical fact will be, in bytes. */
export function bytesOf({ body, secret }: Happening): number {
  const sealed = secret === undefined ? 0 : Math.ceil(((utf8Length(canonical(secret)) + SEAL_BYTES) * 4) / 3);
  return ENVELOPE_BYTES + utf8Length(canonical(body)) + sealed;
}

/** Length of a text in UTF-8 bytes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code < 0x10000) bytes += 3;
    else bytes += 4;
  }
  return bytes;
}
