import { describe, expect, it } from 'vitest';
import { Age, isLate } from '../../../renderer/ui/age';
import { htmlOf, wordsOf } from './render';

const now = 1_800_000_000_000;
const minute = 60_000;

describe('the age of a number', () => {
  it('is said in words beside it, in the language of the screen', () => {
    expect(wordsOf(<Age of="stock" at={now - 38_000} now={now} />)).toBe('stock 38 s ago');
    expect(wordsOf(<Age of="库存" at={now - 38_000} now={now} />, 'zh-CN')).toBe('库存 38 秒前');
  });

  it('turns amber exactly at its limit', () => {
    const limit = 10 * minute;
    expect(isLate(now - limit + 1, now, limit)).toBe(false);
    expect(isLate(now - limit, now, limit)).toBe(true);
    expect(htmlOf(<Age at={now - limit} now={now} lateAfterMs={limit} />)).toContain('data-late="true"');
    expect(htmlOf(<Age at={now - minute} now={now} lateAfterMs={limit} />)).toContain('data-late="false"');
  });

  it('counts an unknown age as late where there is a limit, and says that it is unknown', () => {
    expect(isLate(undefined, now, minute)).toBe(true);
    expect(isLate(undefined, now, undefined)).toBe(false);
    expect(wordsOf(<Age at={undefined} now={now} lateAfterMs={minute} />)).toBe('age unknown');
  });
});
