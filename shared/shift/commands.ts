import type { ShiftId } from '../kernel/ids';
import type { Currency } from '../kernel/money';
import type { BusinessDate } from '../kernel/time';

/**
 * A drawer is opened for business with a counted float, minor units. `businessDate` is what the clerk confirmed; null:
 * nobody was asked, and the proposed day is taken where it is beyond doubt.
 */
export type OpenShift = {
  readonly kind: 'OpenShift';
  readonly shift: ShiftId;
  readonly currency: Currency;
  readonly floatMinor: number;
  readonly businessDate: BusinessDate | null;
};
