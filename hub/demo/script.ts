import type { StaffId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import type { DemoStore, TriedPiece, Visit } from './plan-visits';
import { yanxiaShoppers } from './shoppers';

const HOUR_MS = 3_600_000;

/** A visit as it is written down: days ago, hour of the shop's day, and what was tried: style, colour, size, outcome. */
type Scene = {
  readonly daysAgo: number;
  readonly hour: number;
  readonly shopper: string;
  readonly tried: readonly (readonly [
    code: string,
    colour: string,
    size: string,
    outcome: TriedPiece['outcome'],
    reason?: TriedPiece['reason'],
  ])[];
};

/**
 * Two people whose story README and the screens tell: 沈知夏, for whom jackets are wide at the shoulder and trousers fit in
 * 28, and 周曼, who tries in the store what she orders at home.
 */
const scenes: readonly Scene[] = [
  {
    daysAgo: 33,
    hour: 15,
    shopper: '沈知夏',
    tried: [
      ['TL2601', 'mist grey', 'S', 'left', 'shoulder'],
      ['KN2601', 'oat', 'M', 'bought'],
    ],
  },
  {
    daysAgo: 21,
    hour: 18.5,
    shopper: '沈知夏',
    tried: [
      ['TR2601', 'charcoal', '27', 'swapped', 'too-small'],
      ['TR2601', 'charcoal', '28', 'bought'],
      ['SH2601', 'ivory', 'M', 'bought'],
    ],
  },
  {
    daysAgo: 12,
    hour: 14,
    shopper: '沈知夏',
    tried: [
      ['TL2601', 'ink', 'M', 'left', 'shoulder'],
      ['SH2601', 'mist blue', 'M', 'held', 'changed-mind'],
    ],
  },
  {
    daysAgo: 2,
    hour: 13.7,
    shopper: '沈知夏',
    tried: [
      ['OC2601', 'ink', 'M', 'left', 'shoulder'],
      ['DR2601', 'sage', 'M', 'bought'],
    ],
  },
  {
    daysAgo: 26,
    hour: 16,
    shopper: '周曼',
    tried: [
      ['DR2602', 'champagne', 'S', 'left', 'price'],
      ['SH2602', 'champagne', 'S', 'bought'],
    ],
  },
  {
    daysAgo: 9,
    hour: 19,
    shopper: '周曼',
    tried: [
      ['KN2602', 'oat', 'M', 'swapped', 'too-large'],
      ['KN2602', 'oat', 'S', 'bought'],
      ['SK2601', 'ink', 'S', 'left', 'length'],
    ],
  },
];

/** The written visits, at this store, served by its first colleague. What they buy is taken from the shelf. */
export function scriptedVisits(store: DemoStore, nowMs: InstantMs): readonly Visit[] {
  const staff: StaffId = must(store.staff[0], 'a colleague');
  const today = Math.floor((nowMs + store.utcOffsetMs) / DAY_MS);
  return scenes.map(({ daysAgo, hour, shopper, tried }): Visit => {
    const pieces = tried.map(([code, colour, size, outcome, reason = null]): TriedPiece => {
      const garment = store.shelf.find(code, colour, size);
      if (outcome === 'bought') store.shelf.take(garment.variant);
      return { garment, outcome, reason };
    });
    return {
      atMs: (today - daysAgo) * DAY_MS - store.utcOffsetMs + hour * HOUR_MS,
      store: store.code,
      shopper: must(
        yanxiaShoppers.find(({ name }) => name === shopper),
        'a shopper of the table',
      ),
      staff,
      tried: pieces,
      direct: [],
      pays: 'card',
    };
  });
}
