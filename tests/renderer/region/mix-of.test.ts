import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixOf, shareOut } from '../../../renderer/region/mix-of';

const drawn = (counts: Parameters<typeof mixOf>[0]) =>
  mixOf(counts)
    .map(({ from }) => from[0])
    .join('');

test('ten facts and fewer are drawn one by one', () => {
  expect(drawn({ store: 3, online: 2 })).toBe('sssoo');
  expect(drawn({ store: 0, online: 0 })).toBe('');
});

test('more are ten stitches in proportion, and whoever gave anything is seen', () => {
  expect(drawn({ store: 70, online: 30 })).toBe('sssssssooo');
  expect(drawn({ store: 1000, online: 1 })).toBe('ssssssssso');
});

test('several small ones beside two large ones each keep their least', () => {
  expect(shareOut([3, 1, 3, 1], 8, 2)).toEqual([2, 2, 2, 2]);
});

test('parts always sum to the whole, and none that is there is left out', () => {
  const counts = fc.array(fc.nat(5000), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 8, max: 40 }), fc.integer({ min: 1, max: 2 }), (given, total, least) => {
      const parts = shareOut(given, total, least);
      const sum = parts.reduce((all, n) => all + n, 0);
      expect(sum).toBe(given.every((n) => n === 0) ? 0 : total);
      given.forEach((n, place) => {
        const part = parts[place] ?? -1;
        expect(n === 0 ? part === 0 : part >= least).toBe(true);
      });
    }),
  );
});
