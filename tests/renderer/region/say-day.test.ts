import { expect, test } from 'vitest';
import { sayClock, sayDate, sayDay } from '../../../renderer/region/say-day';
import { createWords } from '../../../renderer/text/language';
import { regionWords } from '../../../renderer/text/region/words';

const t = createWords({ region: regionWords }, 'zh-CN').getFixedT('zh-CN', 'region');
const at = (text: string) => new Date(text).getTime();
const now = at('2026-11-22T00:30:00');

test('a moment is said by its day: today, yesterday, month and day, and the year once it is another', () => {
  expect(sayDay(t, at('2026-11-22T00:01:00'), now)).toBe('今天');
  expect(sayDay(t, at('2026-11-21T23:59:00'), now)).toBe('昨天');
  expect(sayDay(t, at('2026-11-01T12:00:00'), now)).toBe('11-01');
  expect(sayDay(t, at('2025-11-22T12:00:00'), now)).toBe('2025-11-22');
  expect(sayClock(at('2026-11-22T00:01:00'))).toBe('00:01');
});

test('a date stands apart from Chinese signs, and names another year', () => {
  expect(sayDate(at('2026-03-03T12:00:00'), now, 'zh-CN')).toBe('3 月 3 日');
  expect(sayDate(at('2025-08-11T12:00:00'), now, 'zh-CN')).toBe('2025 年 8 月 11 日');
  expect(sayDate(at('2025-08-11T12:00:00'), now, 'en')).toBe('11 August 2025');
});
