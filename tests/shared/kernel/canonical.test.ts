import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '#shared/kernel/canonical';

/** Vectors of RFC 8785, sections 3.2.2 and 3.2.3. */
describe('the canonical text of a value', () => {
  it('sorts keys by UTF-16 code units and writes no space', () => {
    expect(canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}',
    );
  });

  it('writes numbers as ECMAScript does', () => {
    expect(canonical([1e30, 4.5, 2e-3, 1e-27, -0, Number('333333333.33333329')])).toBe(
      '[1e+30,4.5,0.002,1e-27,0,333333333.3333333]',
    );
  });

  it('leaves out what is undefined', () => {
    expect(canonical({ a: undefined, b: null })).toBe('{"b":null}');
  });

  it('is the same whatever order the fields were written in, and says the same as the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(turned)).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 300 },
    );
  });

  it('is what the reference implementation of the RFC writes, for any value without half characters', () => {
    const anything = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 });
    fc.assert(
      fc.property(anything, (value) => {
        expect(canonical(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('sorts many keys as it sorts few', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${(n * 7919) % 1000}`, n]));
    expect(canonical(many)).toBe(canonicalize(many));
  });

  it('refuses what is no JSON, and escapes half a character', () => {
    expect(() => canonical({ a: Number.NaN })).toThrow();
    expect(() => canonical({ a: Number.POSITIVE_INFINITY })).toThrow();
    expect(() => canonical(undefined)).toThrow();
    expect(canonical('\ud800')).toBe('"\\ud800"');
  });
});
