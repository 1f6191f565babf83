import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasValidCheckDigit, inStoreGtin, parseGtin, printedGtin } from '#shared/scanning/gtin';

const sequence = fc.integer({ min: 0, max: 9_999_999_999 });

it('every in-store number is valid, its own, and read back from the label', () => {
  fc.assert(
    fc.property(sequence, sequence, (one, other) => {
      const gtin = inStoreGtin(one);
      expect(hasValidCheckDigit(gtin)).toBe(true);
      expect(parseGtin(printedGtin(gtin))).toEqual({ ok: true, value: gtin });
      expect(gtin === inStoreGtin(other)).toBe(one === other);
    }),
  );
});

it('any single wrong digit is noticed', () => {
  fc.assert(
    fc.property(sequence, fc.nat(12), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
      const label = printedGtin(inStoreGtin(number));
      const wrong = String((Number(label.charAt(place)) + shift) % 10);
      const misread = label.slice(0, place) + wrong + label.slice(place + 1);
      expect(parseGtin(misread)).toMatchObject({ ok: false, refusal: { code: 'check-digit-wrong' } });
    }),
  );
});
