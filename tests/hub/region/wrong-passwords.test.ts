import { expect, test } from 'vitest';
import { openPasswordGate, waitMs } from '../../../hub/region/wrong-passwords';

test('the wait doubles from a second to five minutes', () => {
  const waits = [0, 1, 2, 3, 4, 5, 11, 12, 60].map((wrong) => waitMs({ wrong, lastAtMs: 0 }, 0) / 1000);
  expect(waits).toEqual([0, 0, 0, 1, 2, 4, 256, 300, 300]);
});

test('many tries at once give no free guess', () => {
  const gate = openPasswordGate(() => 0);
  const waited = Array.from({ length: 50 }, () => gate.tryName('Lu'));
  expect(waited.filter((wait) => wait === 0)).toHaveLength(3);
  expect(gate.tryName(' lu ')).toBeGreaterThan(0);
  expect(gate.tryName('mei')).toBe(0);
});

test('a right password and an hour of peace forget what was wrong', () => {
  let nowMs = 0;
  const gate = openPasswordGate(() => nowMs);
  for (let n = 0; n < 3; n += 1) gate.tryName('lu');
  gate.wasRight('lu');
  expect(gate.tryName('lu')).toBe(0);
  for (let n = 0; n < 3; n += 1) gate.tryName('lu');
  expect(gate.tryName('lu')).toBeGreaterThan(0);
  nowMs += 3600_000;
  expect(gate.tryName('lu')).toBe(0);
});
