import { describe, expect, it } from 'vitest';
import { createWords } from '../../../renderer/text/language';
import { sayAge, saySpan, wholeUnits } from '../../../renderer/text/say-age';

const words = createWords({}, 'en');
const en = words.getFixedT('en', 'common');
const zh = words.getFixedT('zh-CN', 'common');
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('an age in words', () => {
  it.each([
    [0, '刚刚', 'just now'],
    [38 * second, '38 秒前', '38 s ago'],
    [minute - 1, '59 秒前', '59 s ago'],
    [minute, '1 分钟前', '1 min ago'],
    [26 * minute, '26 分钟前', '26 min ago'],
    [hour, '1 小时前', '1 h ago'],
    [day - 1, '23 小时前', '23 h ago'],
    [day, '1 天前', '1 day ago'],
    [12 * day, '12 天前', '12 days ago'],
  ])('%i ms old', (old, chinese, english) => {
    const now = 1_800_000_000_000;
    expect(sayAge(zh, now - old, now)).toBe(chinese);
    expect(sayAge(en, now - old, now)).toBe(english);
  });

  it('says that an age is unknown rather than guess one', () => {
    expect(sayAge(zh, undefined, 0)).toBe('时间不明');
    expect(sayAge(en, undefined, 0)).toBe('age unknown');
  });

  it('calls a moment in the future now: the clock was put back', () => {
    expect(sayAge(en, 2_000, 1_000)).toBe('just now');
    expect(wholeUnits(-5 * day)).toEqual({ unit: 'seconds', count: 0 });
  });

  it('says a length without “ago”', () => {
    expect(saySpan(en, 26 * minute)).toBe('26 min');
    expect(saySpan(zh, 26 * minute)).toBe('26 分钟');
  });
});
