import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDecimals } from '#shared/kernel/currency-decimals';
import { minorFromText } from '#shared/kernel/money';

describe('an amount in writing', () => {
  it('has the decimals of its currency: yen none, yuan two, dinar three', () => {
    expect(['JPY', 'CNY', 'KWD'].map(currencyDecimals)).toEqual([0, 2, 3]);
    expect(minorFromText('259', 'JPY')).toBe(259);
    expect(minorFromText('259.00', 'CNY')).toBe(25_900);
    expect(minorFromText('259.5', 'CNY')).toBe(25_950);
    expect(minorFromText('1.234', 'KWD')).toBe(1234);
  });

  it('never passes through a float: 1.15 and 8.29 keep their cents', () => {
    expect([minorFromText('1.15', 'EUR'), minorFromText('8.29', 'EUR'), minorFromText('-0.07', 'EUR')]).toEqual([
      115, 829, -7,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (minor) => {
        const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
        expect(minorFromText(text, 'EUR')).toBe(minor);
      }),
    );
  });

  it('may have zeros beyond the currency’s decimals, but no more than that', () => {
    expect(minorFromText('12.5000', 'CNY')).toBe(1250);
    expect(minorFromText('12.505', 'CNY')).toBeNull();
    expect(minorFromText('12.5', 'JPY')).toBeNull();
  });

  it('is no amount where anything else stands in it', () => {
    for (const text of ['', ' ', '.', '1,50', '1e3', '¥20', '--1', 'NaN', '1234567890123']) {
      expect(minorFromText(text, 'CNY')).toBeNull();
    }
  });

  it('is never a negative nothing', () => {
    expect(Object.is(minorFromText('-0.00', 'CNY'), 0)).toBe(true);
  });
});
