import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EpochId } from '#shared/kernel/ids';
import { lostPlaces } from '../../../../renderer/till/replicate/lost-facts';
import { idOf } from '../../../support/ids';

const epoch = EpochId.parse(idOf('epoch', 1));
const other = EpochId.parse(idOf('epoch', 2));

/** Counters as the hub answers them: closed ranges, in any order. */
function rangesOf(held: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const ctr of [...held].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && ctr === last[1] + 1) last[1] = ctr;
    else ranges.push([ctr, ctr]);
  }
  return ranges.reverse();
}

describe('what a hub has lost', () => {
  it('is exactly what was sent and is not held', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 })), fc.integer({ min: 0, max: 40 }), (held, sent) => {
        const lost = lostPlaces({ [epoch]: sent }, [{ epoch, ranges: rangesOf(held) }], false);
        const expected = Array.from({ length: sent }, (_, at) => at + 1).filter((ctr) => !held.includes(ctr));
        expect(lost.map(({ ctr }) => ctr)).toEqual(expected);
      }),
    );
  });

  it('includes an epoch it does not speak of only in a new life of its log', () => {
    expect(lostPlaces({ [other]: 2 }, [], false)).toEqual([]);
    expect(lostPlaces({ [other]: 2 }, [], true).map(({ ctr }) => ctr)).toEqual([1, 2]);
  });
});
