import type { Fact } from '../facts/registry';
import type { ShiftId, StaffId } from '../kernel/ids';
import { type Currency, sumMinor } from '../kernel/money';
import type { BusinessDate, InstantMs } from '../kernel/time';
import { hlcMs } from '../sync/hybrid-clock';

/** An open shift of this till. `cashMinor` is what should be in the drawer: float and what stayed of cash tenders. */
export type Shift = {
  readonly id: ShiftId;
  readonly businessDate: BusinessDate;
  readonly openedAtMs: InstantMs;
  readonly openedBy: StaffId | null;
  readonly currency: Currency;
  readonly floatMinor: number;
  readonly sales: number;
  readonly cashMinor: number;
};

/** Folds one of this till's own facts in, in the order in which they happened. */
export function foldShift(shift: Shift | null, fact: Fact): Shift | null {
  switch (fact.kind) {
    case 'ShiftOpened': {
      const { floatMinor, currency, shift: id } = fact.body;
      return {
        id,
        businessDate: fact.businessDate ?? '',
        openedAtMs: hlcMs(fact.hlc),
        openedBy: fact.staff ?? null,
        currency,
        floatMinor,
        sales: 0,
        cashMinor: floatMinor,
      };
    }
    case 'SaleCompleted': {
      if (shift === null || fact.body.shift !== shift.id) return shift;
      const cash = fact.body.tenders.map((tender) => (tender.kind === 'cash' ? tender.minor : 0));
      return { ...shift, sales: shift.sales + 1, cashMinor: shift.cashMinor + sumMinor(cash) };
    }
    default:
      return shift;
  }
}

/** The shift that is open after all of this till's own facts; null where none is. */
export function shiftOf(own: readonly Fact[]): Shift | null {
  return [...own].sort((a, b) => a.hlc - b.hlc).reduce<Shift | null>(foldShift, null);
}
