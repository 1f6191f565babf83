import { describe, expect, it } from 'vitest';
import { printedNumber, receiptOf, taxSums } from '#shared/checkout/receipt';
import { readReceiptQr, receiptQrText } from '#shared/checkout/receipt-qr';
import { interpretScan } from '#shared/scanning/interpret-scan';
import { aSale } from '../../support/a-sale';
import { aGarment, blueDress, redCoat } from '../../support/garments';

const sale = aSale().numbered(123).withGarment(redCoat, { qty: 2 }).withGarment(blueDress).paidInCash(80_000).fact();
const hash = `3f9c02${'0'.repeat(58)}`;

describe('a receipt', () => {
  it('prints series, number and the beginning of the hash', () => {
    expect(printedNumber({ ...sale, hash })).toBe('T1A-000123 · 3f9c02');
    expect(printedNumber(sale)).toBe('T1A-000123');
  });

  it('shows pieces, sums, tax by rate and change', () => {
    expect(receiptOf(sale)).toMatchObject({
      pieces: 3,
      netMinor: 77_700,
      totalMinor: 77_700,
      changeMinor: 2300,
      taxes: [{ ratePpm: 130_000, inside: true, minor: 8939, baseMinor: 68_761 }],
    });
  });

  it('tells tax inside its prices from tax on top of them, and names neither where there is none', () => {
    const { body } = sale;
    expect(taxSums(body)).toEqual([{ inside: true, minor: body.taxMinor }]);
    const onTop = body.lines.map((line) => ({
      ...line,
      tax: [
        { ratePpm: 62_500, inside: false, minor: 100 },
        { ratePpm: 10_000, inside: false, minor: 7 },
      ],
    }));
    expect(taxSums({ ...body, lines: onTop })).toEqual([{ inside: false, minor: 214 }]);
    const [first, second] = body.lines;
    const mixed = [first, onTop[1]].flatMap((line) => line ?? []);
    expect(taxSums({ ...body, lines: mixed }).map(({ inside }) => inside)).toEqual([true, false]);
    const free = [first, second].flatMap((line) => (line ? [{ ...line, tax: [] }] : []));
    expect(taxSums({ ...body, lines: free })).toEqual([]);
  });

  it('says what was saved against the price before', () => {
    const marked = aSale().withGarment(redCoat).fact();
    const lines = marked.body.lines.map((line) => ({ ...line, listMinor: line.listMinor + 4000 }));
    expect(receiptOf({ ...marked, body: { ...marked.body, lines } }).savedMinor).toBe(4000);
  });
});

describe('a receipt’s code', () => {
  it('is recognised by the scanner and says what can be taken back', () => {
    const scan = interpretScan(receiptQrText(sale));
    expect(scan.kind).toBe('receipt');
    expect(scan.kind === 'receipt' && readReceiptQr(scan.code)).toEqual({
      sale: sale.id,
      currency: 'CNY',
      totalMinor: 77_700,
      lines: [
        { line: 1, garment: redCoat.gtin, qty: 2, netMinor: 51_800 },
        { line: 2, garment: blueDress.gtin, qty: 1, netMinor: 25_900 },
      ],
      signature: null,
    });
  });

  it('names a garment without a barcode by its variant', () => {
    const bare = aGarment(9, 99);
    expect(readReceiptQr(receiptQrText(aSale().withGarment(bare).fact()))?.lines[0]?.garment).toBe(bare.variant);
  });

  it('has room for the device’s signature', () => {
    const signed = receiptQrText(sale).replace(/\/\/$/, '/key1/c2lnbmVk');
    expect(readReceiptQr(signed)?.signature).toEqual({ key: 'key1', value: 'c2lnbmVk' });
  });

  it('stays small enough to print: twelve lines at most', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ ...redCoat, variant: aGarment(1, n + 1).variant }));
    const text = receiptQrText(many.reduce((all, garment) => all.withGarment(garment), aSale()).fact());
    expect(readReceiptQr(text)?.lines).toHaveLength(12);
    expect(text.length).toBeLessThan(520);
  });

  it('is nothing where it was tampered with or torn', () => {
    const text = receiptQrText(sale);
    for (const wrong of [
      '',
      'SEAM-R:',
      text.slice(0, 60),
      `${text}/x`,
      text.replace('*2*', '*two*'),
      'SEAM-R:2/a/b/c',
    ]) {
      expect(readReceiptQr(wrong)).toBeNull();
    }
  });
});
