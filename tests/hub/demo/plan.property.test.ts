import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StaffId, StoreId, type VariantId } from '#shared/kernel/ids';
import { DAY_MS } from '#shared/kernel/time';
import { openShelf } from '../../../hub/demo/choose-garments';
import { makeCollection } from '../../../hub/demo/collection/make-collection';
import { planOnline } from '../../../hub/demo/plan-online';
import { type DemoStore, HISTORY_DAYS, planVisits } from '../../../hub/demo/plan-visits';
import { yanxiaShoppers } from '../../../hub/demo/shoppers';
import { openingStock } from '../../../hub/demo/yanxia';
import { steadyId } from '../../../hub/import/steady-id';

const { styles, prices } = makeCollection();
const anyMoment = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2035, 0, 1) });
const stock = new Map<VariantId, number>(
  styles.flatMap((style) => {
    const pieces = openingStock('JA', style);
    return style.variants.map(({ id }, index) => [id, pieces[index] ?? 0] as const);
  }),
);

function store(): DemoStore {
  return {
    id: steadyId(StoreId, 'store', 'test'),
    code: 'JA',
    utcOffsetMs: 8 * 3_600_000,
    staff: [steadyId(StaffId, 'staff', 'test')],
    busy: [2, 4],
    shelf: openShelf(styles, stock),
  };
}

describe('the demo’s weeks, whenever it is started', () => {
  it('end before now, and are the same for the same moment', () => {
    fc.assert(
      fc.property(anyMoment, (nowMs) => {
        const visits = planVisits(store(), yanxiaShoppers, nowMs);
        expect(visits.length).toBeGreaterThan(40);
        expect(visits.every(({ atMs }) => atMs < nowMs && atMs > nowMs - (HISTORY_DAYS + 2) * DAY_MS)).toBe(true);
        expect(visits).toEqual(planVisits(store(), yanxiaShoppers, nowMs));
      }),
      { numRuns: 20 },
    );
  });

  it('sell no more pieces than were counted', () => {
    fc.assert(
      fc.property(anyMoment, (nowMs) => {
        const sold = new Map<string, number>();
        for (const { tried, direct } of planVisits(store(), yanxiaShoppers, nowMs)) {
          const bought = [
            ...direct,
            ...tried.filter(({ outcome }) => outcome === 'bought').map(({ garment }) => garment),
          ];
          for (const { variant } of bought) sold.set(variant, (sold.get(variant) ?? 0) + 1);
        }
        expect([...sold].filter(([variant, count]) => count > (stock.get(variant as VariantId) ?? 0))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('have phones that join before they order, and never in the future', () => {
    fc.assert(
      fc.property(anyMoment, (nowMs) => {
        const shop = {
          shelf: openShelf(styles, new Map([...stock.keys()].map((id) => [id, 1]))),
          prices: new Map(prices.map((price) => [price.id, price])),
          stores: new Map(['JA', 'HQ', 'XH'].map((code) => [code, steadyId(StoreId, 'store', code)])),
        };
        const steps = planOnline(shop, yanxiaShoppers, nowMs);
        expect(steps.every(({ atMs }) => atMs <= nowMs)).toBe(true);
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
        const joined = new Set<string>();
        for (const { happening } of steps) {
          if (happening.kind === 'IdentifierClaimed') joined.add(happening.who ?? '');
          if (happening.kind === 'OrderPlaced') expect(joined.has(happening.who ?? '')).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});
