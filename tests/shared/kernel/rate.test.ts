import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taxInside, taxOnTop } from '#shared/kernel/rate';

describe('tax', () => {
  it('on top is worked out on the line: 21.00 at 8.7 % is 1.83, 10.50 is 0.91', () => {
    expect([taxOnTop(2100, 87_000), taxOnTop(1050, 87_000)]).toEqual([183, 91]);
  });

  it('inside is taken out once at full precision: 139.95 holds 22.34 at 19 %, not 22.35', () => {
    expect(taxInside(13_995, 190_000)).toBe(2234);
  });

  it('is rounded half away from nothing, whichever way the money goes', () => {
    expect([taxOnTop(50, 10_000), taxOnTop(-50, 10_000)]).toEqual([1, -1]);
    expect([taxOnTop(49, 10_000), taxOnTop(-49, 10_000)]).toEqual([0, 0]);
  });

  it('inside and the rest make the price; of the same price returned, the same tax comes back', () => {
    const minor = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(minor, fc.integer({ min: 0, max: 1_000_000 }), (gross, ratePpm) => {
        const inside = taxInside(gross, ratePpm);
        expect(Math.abs(inside - (gross * ratePpm) / (1_000_000 + ratePpm))).toBeLessThanOrEqual(0.501);
        expect(taxInside(-gross, ratePpm)).toBe(-inside || 0);
        expect(Math.abs(taxOnTop(gross - inside, ratePpm) - inside)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
