import { describe, expect, it } from 'vitest';
import type { Garment } from '#shared/catalog/garment';
import type { AddGarment, BasketCommand, CompleteSale } from '#shared/checkout/commands';
import { decideSale } from '#shared/checkout/decide';
import { SaleCompletedBody } from '#shared/checkout/facts';
import { viewBasket } from '#shared/checkout/views';
import { aBasket } from '../../support/a-basket';
import { lin } from '../../support/a-customer';
import { aFitting } from '../../support/a-fitting';
import { aSeller, aShift } from '../../support/a-sale';
import { aGarment, redCoat, whiteShirt } from '../../support/garments';
import { storyOf } from '../../support/given-when-then';
import { aTillThatSells, pricesIn, pricesOf } from '../../support/price-list';

const { given } = storyOf(decideSale);
const prices = pricesOf([redCoat, 89_900, 129_900], [whiteShirt, 25_900]);
const add = (garment: Garment, capture: AddGarment['capture'] = 'scan'): AddGarment => {
  return { kind: 'AddGarment', garment, seller: aSeller, capture };
};
const paying = (givenMinor: number, ...commands: readonly BasketCommand[]): CompleteSale => {
  return { kind: 'CompleteSale', basket: aBasket(...commands), tenders: [{ kind: 'cash', givenMinor }] };
};

describe('completing a sale', () => {
  it('records what was sold, by whom, to whom, at which prices and how it was paid', () => {
    const commands: readonly BasketCommand[] = [
      { kind: 'AttachCustomer', who: lin },
      {
        kind: 'TakeFromFitting',
        fitting: aFitting().id(),
        pieces: [{ garment: redCoat, capture: 'scan' }],
        seller: aSeller,
        who: lin,
      },
      add(whiteShirt),
      { kind: 'MarkFor', line: 2, for: 'gift' },
    ];
    const common = { kind: 'sold', qty: 1, discounts: [], seller: aSeller, capture: 'scan', original: null } as const;
    const price = { list: 'retail', version: 7 };
    given(aTillThatSells(prices, { receipts: 41 }))
      .when(paying(120_000, ...commands))
      .thenHappened([
        {
          kind: 'SaleCompleted',
          capture: 'scan',
          who: lin,
          body: {
            receipt: { series: 'T1A', number: 42 },
            shift: aShift,
            currency: 'CNY',
            lines: [
              {
                ...common,
                line: 1,
                garment: redCoat,
                unitMinor: 89_900,
                listMinor: 129_900,
                price,
                netMinor: 89_900,
                tax: [{ ratePpm: 130_000, inside: true, minor: 10_342 }],
                for: 'self',
                fitting: aFitting().id(),
              },
              {
                ...common,
                line: 2,
                garment: whiteShirt,
                unitMinor: 25_900,
                listMinor: 25_900,
                price,
                netMinor: 25_900,
                tax: [{ ratePpm: 130_000, inside: true, minor: 2980 }],
                for: 'gift',
                fitting: null,
              },
            ],
            tenders: [{ kind: 'cash', minor: 115_800, givenMinor: 120_000, changeMinor: 4200 }],
            roundingMinor: 0,
            taxMinor: 13_322,
            totalMinor: 115_800,
            versions: { prices: 7, promotions: 2, taxes: 3 },
          },
        },
      ]);
  });

  it('numbers lines from 1 without a gap, whatever was removed before', () => {
    const { result } = given(aTillThatSells(prices)).when(
      paying(30_000, add(redCoat), { kind: 'RemoveLine', line: 1 }, add(whiteShirt)),
    );
    expect(result.ok && result.value[0]?.kind === 'SaleCompleted' && result.value[0].body.lines[0]?.line).toBe(1);
  });

  it('is as clean as its worst line', () => {
    const capture = (...commands: readonly BasketCommand[]) => {
      const { result } = given(aTillThatSells(prices)).when(paying(200_000, ...commands));
      return result.ok && result.value[0]?.capture;
    };
    expect(capture(add(redCoat))).toBe('scan');
    expect(capture(add(redCoat), add(whiteShirt, 'picked'))).toBe('picked');
    expect(capture(add(redCoat, 'typed'), add(whiteShirt, 'picked'))).toBe('typed');
  });

  it('refuses without an open shift, an empty basket, or a garment that has no price', () => {
    given(aTillThatSells(prices, { shift: null }))
      .when(paying(100, add(redCoat)))
      .thenRefused('shift-not-open');
    given(aTillThatSells(prices)).when(paying(100)).thenRefused('basket-empty');
    given(aTillThatSells(pricesOf()))
      .when(paying(100, add(redCoat)))
      .thenRefused('price-missing', { line: 1, code: redCoat.code });
    given(aTillThatSells(pricesIn('EUR', [redCoat, 100])))
      .when(paying(100, add(redCoat)))
      .thenRefused('currency-mixed');
  });

  it('refuses while money is missing', () => {
    given(aTillThatSells(prices))
      .when(paying(25_000, add(whiteShirt)))
      .thenRefused('tender-short', { missingMinor: 900 });
  });

  it('refuses a sale longer than any hub takes', () => {
    const long = 'x'.repeat(180);
    const garments = Array.from({ length: 200 }, (_, n) => aGarment(1, n + 1, { name: { zh: long, en: long } }));
    given(aTillThatSells(pricesOf(...garments.map((garment) => [garment, 100] as const))))
      .when(paying(20_000, ...garments.map((garment) => add(garment))))
      .thenRefused('fact-too-large');
  });

  it('puts tax on top where the store sells without it', () => {
    const tax = { ratePpm: 87_000, inside: false, version: 1 };
    const settings = { ...aTillThatSells(prices).settings, tax };
    const { result } = given(aTillThatSells(pricesOf([whiteShirt, 1050]), { settings })).when(
      paying(2283, add(whiteShirt), add(whiteShirt)),
    );
    expect(result.ok && result.value[0]?.body).toMatchObject({ taxMinor: 183, totalMinor: 2283 });
  });

  it('makes a body that its own schema takes', () => {
    const { result } = given(aTillThatSells(prices)).when(paying(90_000, add(redCoat)));
    expect(result.ok && SaleCompletedBody.safeParse(result.value[0]?.body).success).toBe(true);
  });
});

describe('the basket on screen', () => {
  it('shows prices and sums, and that it can be paid', () => {
    const view = viewBasket(aBasket(add(redCoat), add(redCoat), add(whiteShirt)), aTillThatSells(prices));
    expect(view).toMatchObject({ pieces: 3, totalMinor: 205_700, taxInside: true, blocked: null });
    expect(view.lines[0]).toMatchObject({ qty: 2, unitMinor: 89_900, netMinor: 179_800, for: 'unknown' });
  });

  it('says why it cannot be paid', () => {
    const view = viewBasket(aBasket(add(redCoat)), aTillThatSells(pricesOf()));
    expect(view.blocked).toEqual({ code: 'price-missing', params: { line: 1, code: redCoat.code } });
    expect(view.lines[0]).toMatchObject({ unitMinor: null, netMinor: null });
  });
});
