import { describe, expect, it } from 'vitest';
import {
  checkDigit,
  expandUpcE,
  hasValidCheckDigit,
  inStoreGtin,
  isInStoreGtin,
  parseGtin,
  printedGtin,
} from '#shared/scanning/gtin';

describe('a trade item number', () => {
  it.each([
    ['EAN-13', '4006381333931', '04006381333931'],
    ['EAN-8', '96385074', '00000096385074'],
    ['UPC-A', '036000291452', '00036000291452'],
    ['UPC-E', '04252614', '00042100005264'],
    ['ITF-14', '15400141288763', '15400141288763'],
  ])('of an %s has one normal form of fourteen digits', (_kind, scanned, normal) => {
    expect(parseGtin(scanned)).toEqual({ ok: true, value: normal });
  });

  it('is the same garment whether the label shows it as UPC-A or as EAN-13', () => {
    expect(parseGtin('036000291452')).toEqual(parseGtin('0036000291452'));
  });

  it('with a mistyped digit is refused with the digit that was expected', () => {
    expect(parseGtin('4006381333932')).toEqual({
      ok: false,
      refusal: { code: 'check-digit-wrong', params: { expected: '1', got: '2' } },
    });
  });

  it.each([
    ['', 'gtin-not-digits'],
    ['400638133393X', 'gtin-not-digits'],
    [' 4006381333931', 'gtin-not-digits'],
    ['12345', 'gtin-length-unknown'],
    ['416000336108123', 'gtin-length-unknown'],
  ])('is not read from %j', (text, code) => {
    expect(parseGtin(text)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('prints as the shortest code that holds it', () => {
    const printed = ['96385074', '4006381333931', '0036000291452', '15400141288763'].map((text) => {
      const gtin = parseGtin(text);
      return gtin.ok ? printedGtin(gtin.value) : gtin.refusal.code;
    });
    expect(printed).toEqual(['96385074', '4006381333931', '0036000291452', '15400141288763']);
  });
});

describe('a UPC-E', () => {
  // One per zero-suppression rule: the last of the six digits says where the zeros went.
  it.each([
    ['01234505', '012000003455'],
    ['01234514', '012100003454'],
    ['01234523', '012200003453'],
    ['01234531', '012300000451'],
    ['01234543', '012340000053'],
    ['01234565', '012345000065'],
    ['01234596', '012345000096'],
  ])('%s stands for the UPC-A %s', (short, long) => {
    expect(hasValidCheckDigit(long)).toBe(true);
    expect(expandUpcE(short)).toEqual({ ok: true, value: long });
  });

  it('of another number system is refused', () => {
    expect(expandUpcE('21234505')).toMatchObject({ ok: false, refusal: { code: 'upc-e-malformed' } });
  });
});

describe('a garment that came without a number', () => {
  it('gets an EAN-13 with prefix 29 and a valid check digit', () => {
    expect(inStoreGtin(1)).toBe('02900000000018');
    expect(parseGtin(printedGtin(inStoreGtin(1)))).toEqual({ ok: true, value: inStoreGtin(1) });
    expect(inStoreGtin(9_999_999_999)).toMatch(/^0299999999999\d$/);
  });

  it('is told from a number of the trade', () => {
    const trade = parseGtin('4006381333931');
    expect(isInStoreGtin(inStoreGtin(77))).toBe(true);
    expect(trade.ok && isInStoreGtin(trade.value)).toBe(false);
  });

  it.each([-1, 1.5, 10_000_000_000, Number.NaN])('never gets a number from the sequence %d', (sequence) => {
    expect(() => inStoreGtin(sequence)).toThrow('in-store sequence');
  });
});

describe('the check digit', () => {
  it('of the GS1 examples is as printed', () => {
    expect(checkDigit('629104150021')).toBe('3');
    expect(checkDigit('37610425002123456')).toBe('9');
  });
});
