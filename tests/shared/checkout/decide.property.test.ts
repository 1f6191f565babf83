import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSale, isBalanced } from '#shared/checkout/decide';
import { SaleCompletedBody } from '#shared/checkout/facts';
import { priceBasket } from '#shared/checkout/price-basket';
import { receiptOf } from '#shared/checkout/receipt';
import type { FactOf } from '#shared/facts/registry';
import { sumMinor } from '#shared/kernel/money';
import { aBasket } from '../../support/a-basket';
import { factOf } from '../../support/a-fact';
import { aGarment } from '../../support/garments';
import { aTillThatSells, pricesOf } from '../../support/price-list';

const line = fc.record({ minor: fc.nat(2_000_000), qty: fc.integer({ min: 1, max: 20 }) });
const payment = fc.record({
  cardShares: fc.array(fc.nat(100), { maxLength: 3 }),
  extraMinor: fc.nat(50_000),
  ratePpm: fc.constantFrom(0, 30_000, 87_000, 130_000, 190_000, 210_000, 255_000),
  inside: fc.boolean(),
  stepMinor: fc.constantFrom(1, 5, 10, 100),
  way: fc.constantFrom('nearest', 'down'),
});

function saleOf(
  lines: readonly { minor: number; qty: number }[],
  pay: typeof payment extends fc.Arbitrary<infer T> ? T : never,
) {
  const garments = lines.map(({ minor, qty }, index) => ({ garment: aGarment(1, index + 1), minor, qty }));
  const basket = aBasket(
    ...garments.map(({ garment }) => ({ kind: 'AddGarment', garment, seller: null, capture: 'scan' }) as const),
    ...garments.map(({ qty }, index) => ({ kind: 'ChangeQuantity', line: index + 1, qty }) as const),
  );
  const till = aTillThatSells(pricesOf(...garments.map(({ garment, minor }) => [garment, minor] as const)), {
    cashRounding: { stepMinor: pay.stepMinor, way: pay.way },
  });
  const state = { ...till, settings: { ...till.settings, tax: { ...pay, version: 1 } } };
  const dueMinor = priceBasket(basket, state.findPrices, state.settings).totalMinor;
  const cards = pay.cardShares.reduce<readonly number[]>(
    (all, share) => all.concat(Math.floor(((dueMinor - sumMinor(all)) * share) / 100)),
    [],
  );
  const tenders = [
    ...cards.filter((minor) => minor > 0).map((minor) => ({ kind: 'card', minor, reference: 'r' }) as const),
    { kind: 'cash', givenMinor: dueMinor - sumMinor(cards) + pay.stepMinor + pay.extraMinor } as const,
  ];
  return { decided: decideSale({ kind: 'CompleteSale', basket, tenders }, state), dueMinor };
}

describe('any sale', () => {
  it('has lines, taxes, tenders and rounding that add up, and a body its schema takes', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), payment, (lines, pay) => {
        const { decided, dueMinor } = saleOf(lines, pay);
        const [sale] = decided.ok ? decided.value : [];
        if (sale?.kind !== 'SaleCompleted') throw new Error('a sale expected');
        expect(isBalanced(sale.body)).toBe(true);
        expect(SaleCompletedBody.parse(sale.body)).toEqual(sale.body);
        expect(Math.abs(sale.body.roundingMinor)).toBeLessThan(pay.stepMinor);
        expect(sale.body.totalMinor - sale.body.roundingMinor).toBe(dueMinor);
      }),
      { numRuns: 500 },
    );
  });

  it('has a receipt whose taxes are those of its lines', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), payment, (lines, pay) => {
        const { decided } = saleOf(lines, pay);
        const [sale] = decided.ok ? decided.value : [];
        const fact = sale && factOf(sale);
        if (fact?.kind !== 'SaleCompleted') throw new Error('a sale expected');
        const receipt = receiptOf(fact satisfies FactOf<'SaleCompleted'>);
        expect(sumMinor(receipt.taxes.map(({ minor }) => minor))).toBe(fact.body.taxMinor);
        expect(receipt.changeMinor).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });
});
