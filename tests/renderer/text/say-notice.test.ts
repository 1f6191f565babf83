import { describe, expect, it } from 'vitest';
import { createWords } from '../../../renderer/text/language';
import { posWords } from '../../../renderer/text/pos/words';
import { sayNotice } from '../../../renderer/text/say-notice';

const english = createWords({ pos: posWords }, 'en');
const chinese = createWords({ pos: posWords }, 'zh-CN');

describe('a notice', () => {
  it('counts as its language does', () => {
    expect(sayNotice(english, 'ledger-refilled', { count: 1 })).toMatch(/^1 record was /);
    expect(sayNotice(english, 'ledger-refilled', { count: 2 })).toMatch(/^2 records were /);
    expect(sayNotice(chinese, 'ledger-refilled', { count: 1 })).toContain('1 笔记录');
  });

  it('without a count, or without words, is said as well', () => {
    expect(sayNotice(english, 'series-changed', { series: 'T2' })).toContain('start with T2');
    expect(sayNotice(english, 'never-heard-of', {})).toBe('never-heard-of');
  });
});
