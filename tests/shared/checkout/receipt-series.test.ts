import { expect, test } from 'vitest';
import { ReceiptNumber } from '#shared/checkout/facts';
import { isLaterSeries, ownSeriesAfter } from '#shared/checkout/receipt-series';

test('a till’s own series follow each other and end in a digit, which no hub’s do', () => {
  expect(ownSeriesAfter('JA01A')).toBe('JA01A1');
  expect(ownSeriesAfter('JA01A9')).toBe('JA01A10');
  expect(ownSeriesAfter('JA01ZA')).toBe('JA01ZA1');
  expect(ReceiptNumber.safeParse({ series: ownSeriesAfter('SHANG01A99'), number: 1 }).success).toBe(true);
});

test.each([
  ['JA01B', 'JA01A', true],
  ['JA01ZA', 'JA01Z', true],
  ['JA01A', 'JA01B', false],
  ['JA01Z', 'JA01ZA', false],
  ['JA01A', 'JA01A1', false],
  ['JA01B', 'JA01A1', true],
  ['JA01B', 'JA01B2', false],
  ['JA01ZA', 'JA01Z3', true],
])('a hub’s %s is later than %s: %s', (named, inUse, isLater) => {
  expect(isLaterSeries(named, inUse)).toBe(isLater);
});
