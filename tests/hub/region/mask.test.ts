import { expect, test } from 'vitest';
import { maskIdentifier, maskName, phoneTail } from '../../../hub/region/mask';

test.each([
  ['沈知夏', '沈**'],
  ['欧阳', '欧**'],
  [' Shen Zhixia ', 'S***'],
  ['émile', 'É***'],
  ['𠮷田', '𠮷**'],
  ['', ''],
  [undefined, ''],
])('of the name %s a list shows %s', (name, shown) => expect(maskName(name)).toBe(shown));

test('of a phone only the last four digits are left, of a short number nothing', () => {
  expect(phoneTail('+8613800136021')).toBe('6021');
  expect(phoneTail('110')).toBeNull();
  expect(maskIdentifier('phone', '110')).not.toContain('1');
});

test('no other identifier is shown whole', () => {
  expect(maskIdentifier('email', 'zhixia@example.com')).toBe('z***');
  expect(maskIdentifier('customer-number', '88-2047-19')).toBe('7-19');
  expect(maskIdentifier('member', '4711')).toBe('11');
  expect(maskIdentifier('member', '7')).not.toContain('7');
});
