import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { applyStock, foldStock, free, noStock, onHand, stockMovesOf } from '#shared/stock/fold-stock';
import { anotherStore, aStore, factOf, NOON_MS } from '../../support/a-fact';
import { aSale } from '../../support/a-sale';
import { anOrder } from '../../support/an-order';
import { redCoat } from '../../support/garments';

const sold = (qty: number, hlc: number) => aSale().withGarment(redCoat, { qty }).fact({ hlc });
const counted = (qty: number, hlc: number) =>
  factOf(
    {
      kind: 'StockCounted',
      capture: 'scan',
      body: { lines: [{ variant: redCoat.variant, style: redCoat.style, qty }] },
    },
    { hlc },
  );
const moves = (facts: readonly Fact[]) => facts.flatMap((fact) => stockMovesOf(fact, aStore));
const applied = (facts: readonly Fact[]) => moves(facts).reduce(applyStock, noStock);

describe('stock of a variant', () => {
  it('goes down with a sale and up with a return, in the store where it happened', () => {
    const back = aSale().bringingBack(redCoat).fact({ hlc: 20 });
    expect(onHand(applied([counted(10, 5), sold(3, 10), back]))).toBe(8);
    expect(stockMovesOf(back, anotherStore)).toEqual([]);
  });

  it('is what was counted: movements up to the count were on the shelf already', () => {
    expect(onHand(applied([sold(3, 10), counted(10, 20), sold(1, 30)]))).toBe(9);
    expect(onHand(applied([counted(10, 20), sold(3, 10), sold(2, 20), sold(1, 30)]))).toBe(9);
  });

  it('is right after a late count too, once recomputed from the movements', () => {
    const late = [sold(1, 30), sold(3, 10), counted(10, 20)];
    expect(foldStock(moves(late), NOON_MS)).toEqual({ countAt: 20, counted: 10, after: -1, held: 0 });
  });

  it('may fall below nothing: the sale stands and the shelf is wrong', () => {
    expect(onHand(applied([sold(2, 10)]))).toBe(-2);
  });

  it('keeps pieces aside for an order to collect, until its time is over', () => {
    const order = anOrder()
      .toCollectIn(aStore, NOON_MS + DAY_MS)
      .withGarment(redCoat, 2)
      .fact();
    const facts = [counted(5, 1), order];
    expect([onHand(applied(facts)), free(applied(facts))]).toEqual([5, 3]);
    expect(free(foldStock(moves(facts), NOON_MS + DAY_MS - 1))).toBe(3);
    expect(free(foldStock(moves(facts), NOON_MS + DAY_MS))).toBe(5);
  });

  it('is not touched by an order that is shipped or collected elsewhere', () => {
    const shipped = anOrder().withGarment(redCoat).fact();
    const elsewhere = anOrder().toCollectIn(anotherStore, NOON_MS).withGarment(redCoat).fact();
    expect(moves([shipped, elsewhere])).toEqual([]);
  });
});
