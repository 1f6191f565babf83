import { describe, expect, it } from 'vitest';
import { changeValues, mergeRecords, valueAt, withValue } from '#shared/kernel/sorted-record';

describe('a sorted record', () => {
  it('has the same bytes whatever order its keys came in', () => {
    const one = withValue(withValue({}, 'b', 1), 'a', 2);
    const other = withValue(withValue({}, 'a', 2), 'b', 1);
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(JSON.stringify(mergeRecords({ c: 1 }, { a: 1, c: 2 }, Math.max))).toBe('{"a":1,"c":2}');
  });

  it('reads only what was put in, also under a name every object knows', () => {
    expect(valueAt({}, 'constructor')).toBeUndefined();
    expect(valueAt(withValue({}, '__proto__', 1), '__proto__')).toBe(1);
    expect(Object.keys(mergeRecords({ a: 1 }, withValue({}, '__proto__', 2), Math.max))).toEqual(['__proto__', 'a']);
  });

  it('drops a key whose value becomes undefined', () => {
    expect(changeValues({ a: 1, b: 2 }, (value) => (value > 1 ? value * 10 : undefined))).toEqual({ b: 20 });
  });
});
