import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NO_HASH } from '#shared/facts/envelope';
import { hashText } from '#shared/facts/hash-text';
import type { Fact } from '#shared/facts/registry';
import { aCustomer, lin } from '../../support/a-customer';
import { aSale } from '../../support/a-sale';
import { ChainOfATill } from '../../support/chain-of-a-till';
import { redCoat } from '../../support/garments';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const hashOf = (fact: Fact, sealed = fact.private) =>
  sha256(hashText(fact, sealed === undefined ? null : sha256(sealed)));
const chain = () => {
  const till = new ChainOfATill();
  till.record([aSale().withGarment(redCoat).happening()]);
  const before = till.head;
  till.restart();
  const facts = till.record([
    ...aCustomer(lin).named('Lin').withPhone('+8613800138000').happenings(),
    aSale().to(lin).numbered(2).withGarment(redCoat).happening(),
  ]);
  return { before, facts };
};

describe('the chain of a till', () => {
  it('begins with 64 zeros and names each fact before, across a restart too', () => {
    const first = new ChainOfATill().record([aSale().withGarment(redCoat).happening()])[0];
    expect(first?.prev).toBe(NO_HASH);
    const { before, facts } = chain();
    expect(facts.map(({ prev }) => prev)).toEqual([before.hash, facts[0]?.hash, facts[1]?.hash]);
    expect(facts.map(({ device }) => device?.ctr)).toEqual([1, 2, 3]);
  });

  it('verifies, and still does after the ciphertext of an erased person is dropped', () => {
    for (const fact of chain().facts) {
      expect(hashOf(fact)).toBe(fact.hash);
      const { private: sealed, ...erased } = fact;
      expect(hashOf(erased as Fact, sealed)).toBe(fact.hash);
    }
  });

  it('shows any change: of body, person, clerk, place, day or ciphertext', () => {
    const [enrolled] = chain().facts;
    if (!enrolled?.device) throw new Error('a fact of a till expected');
    const changes: readonly Partial<Fact>[] = [
      { staff: undefined },
      { who: undefined },
      { businessDate: '2020-01-01' },
      { capture: 'scan' },
      { prev: 'f'.repeat(64) },
      { device: { ...enrolled.device, ctr: 9 } },
      { private: `${enrolled.private}A` },
    ];
    for (const change of changes) expect(hashOf({ ...enrolled, ...change } as Fact)).not.toBe(enrolled.hash);
  });
});
