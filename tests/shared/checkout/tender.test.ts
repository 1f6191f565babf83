import { describe, expect, it } from 'vitest';
import { roundCash } from '#shared/checkout/round-cash';
import { settleTenders, type TenderAsk, viewTenders } from '#shared/checkout/tender';

const cash = (givenMinor: number): TenderAsk => ({ kind: 'cash', givenMinor });
const card = (minor: number, reference = ''): TenderAsk => ({ kind: 'card', minor, reference });

describe('paying', () => {
  it('gives change on cash and keeps the rest in the drawer', () => {
    expect(settleTenders(51_800, [cash(60_000)])).toEqual({
      ok: true,
      value: {
        tenders: [{ kind: 'cash', minor: 51_800, givenMinor: 60_000, changeMinor: 8200 }],
        roundingMinor: 0,
        totalMinor: 51_800,
        changeMinor: 8200,
      },
    });
  });

  it('records a card with the reference its terminal printed', () => {
    expect(settleTenders(51_800, [card(51_800, 'A-77')])).toMatchObject({
      value: { tenders: [{ kind: 'card', minor: 51_800, reference: 'A-77' }], changeMinor: 0 },
    });
  });

  it('splits: cards first, cash pays the rest and alone gives change', () => {
    expect(settleTenders(51_800, [cash(20_000), card(30_000), cash(5000)])).toMatchObject({
      value: {
        tenders: [
          { kind: 'card', minor: 30_000 },
          { kind: 'cash', minor: 21_800, givenMinor: 25_000, changeMinor: 3200 },
        ],
        totalMinor: 51_800,
      },
    });
  });

  it('says how much is missing', () => {
    expect(settleTenders(51_800, [card(30_000), cash(20_000)])).toMatchObject({
      refusal: { code: 'tender-short', params: { missingMinor: 1800 } },
    });
    expect(settleTenders(1, [])).toMatchObject({ refusal: { code: 'tender-short' } });
  });

  it('refuses a card for more than is due, for nothing, and amounts that are no money', () => {
    expect(settleTenders(100, [card(101)])).toMatchObject({ refusal: { code: 'card-over-total' } });
    expect(settleTenders(100, [card(60), card(60)])).toMatchObject({ refusal: { code: 'card-over-total' } });
    for (const ask of [card(0), card(-5), cash(-5), cash(0.5), cash(Number.NaN)]) {
      expect(settleTenders(100, [cash(100), ask])).toMatchObject({ refusal: { code: 'tender-invalid' } });
    }
    expect(
      settleTenders(
        100,
        Array.from({ length: 12 }, () => card(1)),
      ),
    ).toMatchObject({
      refusal: { code: 'too-many-tenders' },
    });
  });

  it('asks for nothing where nothing is due, and pays back what is due the other way', () => {
    expect(settleTenders(0, [])).toMatchObject({ value: { tenders: [], totalMinor: 0 } });
    expect(settleTenders(-700, [])).toMatchObject({
      value: { tenders: [{ kind: 'cash', minor: -700, givenMinor: 0, changeMinor: 700 }], totalMinor: -700 },
    });
  });

  it('shows how far it is at every step', () => {
    expect(viewTenders(500, [])).toEqual({ openMinor: 500, changeMinor: 0, roundingMinor: 0 });
    expect(viewTenders(500, [card(200)])).toMatchObject({ openMinor: 300 });
    expect(viewTenders(500, [card(200), cash(1000)])).toMatchObject({ openMinor: 0, changeMinor: 700 });
  });
});

describe('cash rounding', () => {
  const down = (stepMinor: number) => ({ stepMinor, way: 'down' }) as const;
  const nearest = (stepMinor: number) => ({ stepMinor, way: 'nearest' }) as const;

  it('is turned round with its sign: 7.50 sold as 7.00 is refunded as 7.00', () => {
    expect([750 + roundCash(750, down(100)), -750 + roundCash(-750, down(100))]).toEqual([700, -700]);
    expect([12_933 + roundCash(12_933, down(10)), -12_933 + roundCash(-12_933, down(10))]).toEqual([12_930, -12_930]);
  });

  it('falls only on what is left for cash: 138.00 with 55 by card is 83, paid as 85 with fives', () => {
    expect(settleTenders(13_800, [card(5500), cash(8500)], nearest(500))).toMatchObject({
      value: { roundingMinor: 200, totalMinor: 14_000, changeMinor: 0 },
    });
  });

  it('closes 174.99 paid with 75 by card and a 100 note', () => {
    expect(settleTenders(17_499, [cash(10_000), card(7500)], nearest(5))).toMatchObject({
      value: { roundingMinor: 1, totalMinor: 17_500, changeMinor: 0 },
    });
  });

  it('touches nothing where no coin is missing', () => {
    expect([roundCash(17_499, nearest(1)), roundCash(17_500, nearest(5)), roundCash(0, down(5))]).toEqual([0, 0, 0]);
  });
});
