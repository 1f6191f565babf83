import { describe, expect, it } from 'vitest';
import { hlcMs, nextHlc } from '#shared/sync/hybrid-clock';

describe('the hybrid clock', () => {
  it('follows the wall clock corrected by the distance to the hub', () => {
    expect(nextHlc(0, 1_000, 0)).toBe(1_000_000);
    expect(nextHlc(0, 1_000, -250)).toBe(750_000);
  });

  it('goes on when the wall clock stands still or is set back', () => {
    expect(nextHlc(1_000_000, 1_000, 0)).toBe(1_000_001);
    expect(nextHlc(5_000_000, 1_000, 0)).toBe(5_000_001);
  });

  it('stays a whole safe integer in any year a till will see', () => {
    const hlc = nextHlc(0, Date.UTC(2200, 0, 1) + 0.25, 0.5);
    expect(Number.isSafeInteger(hlc)).toBe(true);
    expect(hlcMs(hlc)).toBe(Date.UTC(2200, 0, 1));
  });
});
