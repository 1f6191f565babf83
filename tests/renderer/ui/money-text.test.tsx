import { describe, expect, it } from 'vitest';
import { type MoneyForm, MoneyText, moneyLine, moneyParts } from '../../../renderer/ui/money-text';
import { htmlOf, wordsOf } from './render';

const line = (minor: number, currency: string, form: MoneyForm = {}) => moneyLine({ minor, currency }, 'zh-CN', form);

describe('money', () => {
  it('has as many decimals as its currency: yen none, yuan and euro two, Kuwaiti dinar three', () => {
    expect(line(118_000, 'JPY')).toBe('¥118,000');
    expect(line(118_000, 'CNY')).toBe('¥1,180.00');
    expect(line(1_999, 'EUR')).toBe('€19.99');
    expect(line(8_500, 'KWD', { hasMark: false })).toBe('8.500');
  });

  it('keeps every minor unit, down to one and up to the largest amount a number can hold', () => {
    expect(line(1, 'CNY')).toBe('¥0.01');
    expect(line(5, 'KWD', { hasMark: false })).toBe('0.005');
    expect(line(0, 'CNY')).toBe('¥0.00');
    expect(line(Number.MAX_SAFE_INTEGER, 'CNY')).toBe('¥90,071,992,547,409.91');
  });

  it('writes a return with a real minus sign before the mark', () => {
    expect(line(-25_800, 'CNY')).toBe('−¥258.00');
    expect(line(-25_800, 'CNY', { hasMark: false })).toBe('−258.00');
    expect(line(800, 'CNY', { isSigned: true })).toBe('+¥8.00');
    expect(line(0, 'CNY', { isSigned: true })).toBe('¥0.00');
  });

  it('leaves out minor units on the phone only where they are zero', () => {
    expect(line(118_000, 'CNY', { isShort: true })).toBe('¥1,180');
    expect(line(118_050, 'CNY', { isShort: true })).toBe('¥1,180.50');
    expect(line(118_000, 'JPY', { isShort: true })).toBe('¥118,000');
  });

  it('says yuan with the same mark in both languages', () => {
    expect(moneyLine({ minor: 100, currency: 'CNY' }, 'en')).toBe('¥1.00');
    expect(moneyLine({ minor: 100, currency: 'CNY' }, 'zh-CN')).toBe('¥1.00');
  });

  it('draws the total with mark and minor units apart, and reads it out whole', () => {
    expect(moneyParts({ minor: -409_200, currency: 'CNY' }, 'en')).toEqual([
      { kind: 'sign', text: '−' },
      { kind: 'mark', text: '¥' },
      { kind: 'major', text: '4,092' },
      { kind: 'minorUnits', text: '.00' },
    ]);
    const html = htmlOf(<MoneyText amount={{ minor: 409_200, currency: 'CNY' }} size="big" />);
    expect(html).toContain('>¥4,092.00</span><span aria-hidden="true">');
  });

  it('stands in a line as one text', () => {
    expect(wordsOf(<MoneyText amount={{ minor: 152_100, currency: 'CNY' }} hasMark={false} />)).toBe('1,521.00');
  });
});
