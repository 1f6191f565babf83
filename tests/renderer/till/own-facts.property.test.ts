import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOwnFacts } from '../../../renderer/till/own-facts';
import { aSale } from '../../support/a-sale';
import { redCoat } from '../../support/garments';

const saleAt = (hlc: number) => aSale().withGarment(redCoat).numbered(hlc).fact({ hlc });

describe('a till’s own facts', () => {
  it('stand in the order in which they happened, each once, however they come in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }), { maxLength: 12 }),
        (batches) => {
          const own = createOwnFacts();
          for (const batch of batches) own.add(batch.map(saleAt));
          const expected = [...new Set(batches.flat())].sort((a, b) => a - b);
          expect(own.all().map(({ hlc }) => hlc)).toEqual(expected);
          for (const hlc of [0, 7, 30, 60]) {
            expect(own.after(hlc).map((fact) => fact.hlc)).toEqual(expected.filter((one) => one > hlc));
            expect(own.after(hlc, 3)).toEqual(own.after(hlc).slice(0, 3));
          }
        },
      ),
    );
  });
});
