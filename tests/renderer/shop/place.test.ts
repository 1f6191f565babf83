import { expect, test } from 'vitest';
import { garmentPath, placeOf } from '../../../renderer/shop/place';

test('a label says the garment, whose it is and where it hangs; one of before says no tenant', () => {
  const garment = { page: 'garment', gtin: '06900000000113' };
  expect(placeOf('/01/06900000000113', '?t=shop&s=JA')).toEqual({ ...garment, tenant: 'shop', store: 'JA' });
  expect(placeOf('/01/6900000000113/', '?s=JA')).toEqual({ ...garment, tenant: null, store: 'JA' });
});

test('a garment in a tenant’s window opens as that tenant’s', () => {
  const [path = '', search = ''] = garmentPath('06900000000113', 'shop').split('?');
  expect(placeOf(path, `?${search}`)).toEqual({
    page: 'garment',
    gtin: '06900000000113',
    tenant: 'shop',
    store: null,
  });
});
