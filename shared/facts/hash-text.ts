import { canonical } from '../kernel/canonical';
import type { Hash } from './envelope';
import type { Fact } from './registry';

/**
 * The text whose SHA-256 is a till fact's `hash`: its `prev` followed by the RFC 8785 form of the fact without `hash`,
 * in which `private` is replaced by the SHA-256 of the ciphertext. So the chain covers everything, and still verifies
 * after the ciphertext of an erased person is dropped.
 * @param privateHash SHA-256 of the `private` text (ASCII bytes of the base64url), or null where the fact has none
 */
export function hashText(fact: Omit<Fact, 'hash'>, privateHash: Hash | null): string {
  const { hash: _, private: __, ...rest } = fact as Fact;
  return `${fact.prev ?? ''}${canonical(privateHash === null ? rest : { ...rest, private: privateHash })}`;
}
