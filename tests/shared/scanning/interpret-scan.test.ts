import { describe, expect, it } from 'vitest';
import { digitalLink } from '#shared/scanning/digital-link';
import { inStoreGtin } from '#shared/scanning/gtin';
import { interpretScan } from '#shared/scanning/interpret-scan';

describe('a scan means', () => {
  it.each([
    ['the bars on a garment', '4006381333931', { kind: 'garment', gtin: '04006381333931' }],
    ['the same bars, with the symbology in front', ']E04006381333931', { kind: 'garment', gtin: '04006381333931' }],
    ['a member code', 'SEAM-M:abC.12_x', { kind: 'customer', code: 'abC.12_x' }],
    ['one of our receipts', 'SEAM-R:eyJ9.sig', { kind: 'receipt', code: 'eyJ9.sig' }],
    ['a fitting room', 'SEAM-ROOM:3', { kind: 'room', room: '3' }],
    ['a staff badge', 'SEAM-S:lin', { kind: 'staff', code: 'lin' }],
    ['a WeChat wallet', '134567890123456789', { kind: 'payment', wallet: 'wechat', code: '134567890123456789' }],
    ['an Alipay wallet', '2512345678901234', { kind: 'payment', wallet: 'alipay', code: '2512345678901234' }],
    ['a long Alipay wallet', '301234567890123456789012', { kind: 'payment', wallet: 'alipay' }],
    ['a price tag with serial', '(01)09520123456788(21)S1', { kind: 'gs1', gtin: '09520123456788' }],
    ['a GS1-128', ']C10109520123456788', { kind: 'gs1', gtin: '09520123456788' }],
    ['a bare DataMatrix', '010952012345678821S1\u001d10L', { kind: 'gs1', gtin: '09520123456788' }],
    ['a parcel', ']C100952012345678912345', { kind: 'gs1', gtin: undefined }],
    ['a location link', 'https://id.gs1.org/414/9520123456788', { kind: 'gs1', gtin: undefined }],
    ['a style number', 'KM-2231-RED', { kind: 'unknown', text: 'KM-2231-RED' }],
    ['bars with a wrong digit', '4006381333932', { kind: 'unknown', text: '4006381333932' }],
    ['some other address', 'https://u.wechat.com/EAbcd', { kind: 'unknown' }],
    ['our prefix with nothing behind', 'SEAM-ROOM:', { kind: 'unknown' }],
    ['a number too long for a wallet', '1345678901234567890', { kind: 'unknown' }],
    ['nothing', '', { kind: 'unknown', text: '' }],
  ])('%s', (_what, text, expected) => {
    expect(interpretScan(text)).toMatchObject(expected);
  });

  it('the garment whose label it is, whatever store the link names', () => {
    const label = digitalLink({ stem: 'https://shop.example', gtin: inStoreGtin(42), query: { store: 'sh-1' } });
    expect(interpretScan(label)).toEqual({ kind: 'garment', gtin: inStoreGtin(42), text: label });
  });
});
