import { expect, test } from 'vitest';
import { normalisePhone } from '#shared/people/phone';
import { sunriseShoppers, yanxiaShoppers } from '../../../hub/demo/shoppers';
import { normalise } from '../../../hub/identity/normalise';

test.each([
  '1380013800',
  '138001380001',
  '12345678',
  '02112345678',
  '10086',
  '13800138000 x12',
  '11111111111',
  '13800138000',
  '+86 138 0013 8000',
  '+1 212 555 0123',
  '+1 212 555 01',
])('the hub knows the phone %s where the till does, in the same form', (typed) => {
  expect(normalise('phone', typed, 'CN')).toBe(normalisePhone(typed, 'CN'));
});

test('a number that no phone has is nobody’s', () => {
  for (const typed of ['1380013800', '02112345678', '138001380001', '10086', '无'])
    expect(normalise('phone', typed, 'CN')).toBeNull();
  expect(normalise('phone', '１３８００１３８０００', 'CN')).toBe('+8613800138000');
});

test('everyone in the demo has a phone', () => {
  for (const { phone } of [...yanxiaShoppers, ...sunriseShoppers]) expect(normalise('phone', phone, 'CN')).toBe(phone);
});
