import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_MAX_BYTES } from '#shared/facts/envelope';
import { bytesOf, utf8Length } from '#shared/facts/fact-size';
import { canonical } from '#shared/kernel/canonical';
import { aCustomer, lin } from '../../support/a-customer';
import { aFitting } from '../../support/a-fitting';
import { aSale } from '../../support/a-sale';
import { ChainOfATill } from '../../support/chain-of-a-till';
import { blueDress, redCoat } from '../../support/garments';

describe('the size of a fact', () => {
  it('counts bytes as they travel', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text, 'utf8'));
      }),
      { numRuns: 300 },
    );
  });

  it('is never guessed too small, sealed parts and envelope included', () => {
    const told = [
      ...aCustomer(lin).named('林月'.repeat(20)).withPhone('+8613800138000').happenings(),
      ...aFitting().by(lin).withGarment(redCoat, 'left').happenings(),
      aSale().to(lin).withGarment(redCoat).withGarment(blueDress).happening(),
    ];
    const facts = new ChainOfATill().record(told);
    expect(facts).toHaveLength(told.length);
    facts.forEach((fact, index) => {
      const happening = told[index];
      if (!happening) throw new Error('a happening for each fact');
      expect(bytesOf(happening)).toBeGreaterThanOrEqual(utf8Length(canonical(fact)));
      expect(bytesOf(happening)).toBeLessThan(FACT_MAX_BYTES);
    });
  });
});
