import { describe, expect, it } from 'vitest';
import { WallTime } from '#shared/kernel/time';
import { wallDay, wallTime } from '../../../renderer/till/wall-time';

describe('the clock on the store’s wall', () => {
  it('shows the moment with its zone, as a fact keeps it', () => {
    const atMs = Date.UTC(2026, 10, 22, 16, 30, 5, 7);
    expect(wallTime(atMs, 'Asia/Shanghai')).toBe('2026-11-23T00:30:05.007+08:00[Asia/Shanghai]');
    expect(wallTime(atMs, 'America/St_Johns')).toBe('2026-11-22T13:00:05.007-03:30[America/St_Johns]');
    expect(wallTime(atMs, 'UTC')).toBe('2026-11-22T16:30:05.007+00:00[UTC]');
  });

  it.each(['Asia/Shanghai', 'Europe/Berlin', 'Pacific/Auckland', 'America/Sao_Paulo', 'UTC'])(
    'means the same moment again in %s, summer and winter',
    (zone) => {
      for (let month = 0; month < 12; month += 1) {
        const atMs = Date.UTC(2026, month, 15, 23, 59, 59, 999);
        const text = WallTime.parse(wallTime(atMs, zone));
        expect(Date.parse(text.replace(/\[.*/, ''))).toBe(atMs);
        expect(text.startsWith(wallDay(atMs, zone))).toBe(true);
      }
    },
  );
});
