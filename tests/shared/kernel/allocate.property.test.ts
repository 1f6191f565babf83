import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '#shared/kernel/allocate';
import { sumMinor } from '#shared/kernel/money';

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 });

describe('an amount split by weights', () => {
  it('is whole again when the parts are put together', () => {
    fc.assert(
      fc.property(amount, weights, (minor, of) => {
        expect(sumMinor(allocate(minor, of))).toBe(minor);
      }),
      { numRuns: 500 },
    );
  });

  it('gives each part its share to within one minor unit, and nothing to a weight of 0', () => {
    fc.assert(
      fc.property(amount, weights, (minor, of) => {
        const total = sumMinor(of);
        fc.pre(total > 0);
        allocate(minor, of).forEach((part, index) => {
          expect(Math.abs(part - (minor * (of[index] ?? 0)) / total)).toBeLessThan(1);
          if (of[index] === 0) expect(part).toBe(0);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is turned round with its sign, so that a return gives back what the sale took', () => {
    fc.assert(
      fc.property(amount, weights, (minor, of) => {
        expect(allocate(-minor, of)).toEqual(allocate(minor, of).map((part) => -part || 0));
      }),
      { numRuns: 300 },
    );
  });

  it('stays exact beyond what a float multiplies', () => {
    expect(allocate(9_007_199_254_740_991, [1, 1, 1])).toEqual([
      3_002_399_751_580_331, 3_002_399_751_580_330, 3_002_399_751_580_330,
    ]);
  });

  it('gives what is left over to the largest remainders, ties in order', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(10, [3, 3, 4])).toEqual([3, 3, 4]);
    expect(allocate(5, [1, 2, 4])).toEqual([1, 1, 3]);
  });

  it('gives all to the first where nobody weighs anything', () => {
    expect(allocate(7, [0, 0])).toEqual([7, 0]);
  });

  it('refuses fractions, no parts and weights below nothing as bugs', () => {
    expect(() => allocate(1.5, [1])).toThrow('whole minor units');
    expect(() => allocate(1, [])).toThrow('weights');
    expect(() => allocate(1, [-1, 2])).toThrow('weights');
  });
});
