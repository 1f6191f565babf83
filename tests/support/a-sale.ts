import type { Garment } from '#shared/catalog/garment';
import type { SaleCompletedBody, SaleLine } from '#shared/checkout/facts';
import type { HappeningOf } from '#shared/facts/happening';
import type { FactOf } from '#shared/facts/registry';
import { type AnchorId, FactId, type FittingId, ShiftId, StaffId } from '#shared/kernel/ids';
import { sumMinor } from '#shared/kernel/money';
import { taxInside } from '#shared/kernel/rate';
import { type FactPlace, factOf } from './a-fact';
import { idOf } from './ids';

type LineChanges = Partial<Pick<SaleLine, 'qty' | 'unitMinor' | 'for' | 'seller' | 'original'>> & {
  readonly fitting?: FittingId | null;
};

export const aSeller = StaffId.parse(idOf('staff', 1));
export const aShift = ShiftId.parse(idOf('shift', 1));
const RATE_PPM = 130_000;

/**
 * A completed sale that says only what matters: `aSale().to(lin).withGarment(redCoat).paidInCash().fact()`.
 * Lines are for oneself and cost 259.00 with 13 % tax inside, unless said otherwise; unpaid is paid by card.
 */
export function aSale() {
  return new SaleBuilder([], null, 1, undefined);
}

class SaleBuilder {
  constructor(
    private readonly lines: readonly SaleLine[],
    private readonly givenMinor: number | null,
    private readonly number: number,
    private readonly who: AnchorId | undefined,
  ) {}

  to(who: AnchorId): SaleBuilder {
    return new SaleBuilder(this.lines, this.givenMinor, this.number, who);
  }

  numbered(number: number): SaleBuilder {
    return new SaleBuilder(this.lines, this.givenMinor, number, this.who);
  }

  withGarment(garment: Garment, changes: LineChanges = {}): SaleBuilder {
    return this.withLine('sold', garment, changes);
  }

  asGift(garment: Garment): SaleBuilder {
    return this.withLine('sold', garment, { for: 'gift' });
  }

  bringingBack(garment: Garment, changes: LineChanges = {}): SaleBuilder {
    return this.withLine('returned', garment, {
      original: { sale: FactId.parse(idOf('sale', 1)), line: 1 },
      ...changes,
    });
  }

  /** `givenMinor` as notes and coins; exactly what was asked unless said otherwise. */
  paidInCash(givenMinor?: number): SaleBuilder {
    return new SaleBuilder(this.lines, givenMinor ?? this.totalMinor(), this.number, this.who);
  }

  body(): SaleCompletedBody {
    const totalMinor = this.totalMinor();
    return {
      receipt: { series: 'T1A', number: this.number },
      shift: aShift,
      currency: 'CNY',
      lines: this.lines,
      tenders: [
        this.givenMinor === null
          ? { kind: 'card', minor: totalMinor, reference: '' }
          : {
              kind: 'cash',
              minor: totalMinor,
              givenMinor: Math.max(0, this.givenMinor),
              changeMinor: Math.max(0, this.givenMinor) - totalMinor,
            },
      ],
      roundingMinor: 0,
      taxMinor: sumMinor(this.lines.flatMap(({ tax }) => tax.map(({ minor }) => minor))),
      totalMinor,
      versions: { prices: 1, promotions: 0, taxes: 1 },
    };
  }

  happening(): HappeningOf<'SaleCompleted'> {
    const known = this.who === undefined ? {} : { who: this.who };
    return { kind: 'SaleCompleted', capture: 'scan', body: this.body(), ...known };
  }

  fact(place: FactPlace = {}): FactOf<'SaleCompleted'> {
    return asSale(factOf(this.happening(), { n: this.number, ...place }));
  }

  private totalMinor(): number {
    return sumMinor(this.lines.map(({ netMinor }) => netMinor));
  }

  private withLine(kind: SaleLine['kind'], garment: Garment, changes: LineChanges): SaleBuilder {
    const qty = changes.qty ?? 1;
    const unitMinor = changes.unitMinor ?? 25_900;
    const netMinor = (kind === 'sold' ? 1 : -1) * unitMinor * qty;
    const line: SaleLine = {
      line: this.lines.length + 1,
      kind,
      garment,
      qty,
      unitMinor,
      listMinor: unitMinor,
      price: { list: 'retail', version: 1 },
      discounts: [],
      netMinor,
      tax: [{ ratePpm: RATE_PPM, minor: taxInside(netMinor, RATE_PPM), inside: true }],
      seller: changes.seller ?? aSeller,
      for: changes.for ?? 'self',
      capture: 'scan',
      fitting: changes.fitting ?? null,
      original: changes.original ?? null,
    };
    return new SaleBuilder([...this.lines, line], this.givenMinor, this.number, this.who);
  }
}

function asSale(fact: ReturnType<typeof factOf>): FactOf<'SaleCompleted'> {
  if (fact.kind !== 'SaleCompleted') throw new Error('a sale expected');
  return fact;
}
