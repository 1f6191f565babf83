import { describe, expect, test } from 'vitest';
import { pinWaitMs } from '../../../main/staff/pin-delay';

const at = 1_000_000;
const afterWrong = (wrong: number, laterMs = 0) => pinWaitMs({ wrong, lastAtMs: at }, at + laterMs);

describe('after wrong PINs', () => {
  test('the first two cost nothing, then the wait doubles up to a quarter of an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((wrong) => afterWrong(wrong))).toEqual([0, 0, 0, 5_000, 10_000, 20_000, 40_000]);
    expect(afterWrong(50)).toBe(15 * 60_000);
    expect(afterWrong(5_000)).toBe(15 * 60_000);
  });

  test('the wait passes with time', () => {
    expect(afterWrong(4, 4_000)).toBe(6_000);
    expect(afterWrong(4, 10_000)).toBe(0);
    expect(pinWaitMs(undefined, at)).toBe(0);
  });

  test('setting the clock back does not shorten it', () => {
    expect(afterWrong(4, -86_400_000)).toBe(10_000);
  });
});
