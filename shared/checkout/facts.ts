import { z } from 'zod';
import { Garment } from '../catalog/garment';
import { FactId, FittingId, ShiftId, StaffId } from '../kernel/ids';
import { Currency, Minor, MinorPaid } from '../kernel/money';
import { RatePpm } from '../kernel/rate';

/** Part of a discount that fell on this line when the sale was made; a return uses it, never today's promotion. */
export const AllocatedDiscount = z.object({ source: z.string().max(80), minor: MinorPaid }).readonly();

/** Tax of one line. `inside` says that the price already holds it. */
export const LineTax = z.object({ ratePpm: RatePpm, minor: Minor, inside: z.boolean() }).readonly();

/** As many lines as one sale or order has at most, numbered from 1. */
export const LINES_MAX = 200;
export const LineNumber = z.int().positive().max(LINES_MAX);

/**
 * One line of a sale. `netMinor` = `unitMinor × qty − discounts`, positive when sold, negative when returned.
 * `for` tells whose size it is: rules on size, colour and returns read only `self`.
 */
export const SaleLine = z
  .object({
    line: LineNumber,
    kind: z.enum(['sold', 'returned']),
    garment: Garment,
    qty: z.int().positive().max(999),
    unitMinor: MinorPaid,
    listMinor: MinorPaid,
    price: z.object({ list: z.string().max(80), version: z.int().nonnegative() }).readonly(),
    discounts: z.array(AllocatedDiscount).max(20).readonly(),
    netMinor: Minor,
    tax: z.array(LineTax).max(5).readonly(),
    seller: StaffId.nullable(),
    for: z.enum(['self', 'gift', 'unknown']),
    capture: z.enum(['scan', 'picked', 'typed']),
    fitting: FittingId.nullable(),
    original: z.object({ sale: FactId, line: LineNumber }).readonly().nullable(),
  })
  .readonly();
export type SaleLine = z.output<typeof SaleLine>;

/** Money that changed hands. Cash: `minor` is what stays in the drawer, `givenMinor − changeMinor`. */
export const Tender = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('cash'), minor: Minor, givenMinor: MinorPaid, changeMinor: MinorPaid }),
    z.object({ kind: z.literal('card'), minor: Minor, reference: z.string().max(80) }),
  ])
  .readonly();
export type Tender = z.output<typeof Tender>;

/** Gapless per till and series. A hub gives a till another series when it was restored or cloned. */
export const ReceiptNumber = z
  .object({ series: z.string().regex(/^[A-Z0-9]{2,12}$/), number: z.int().positive() })
  .readonly();
export type ReceiptNumber = z.output<typeof ReceiptNumber>;

/** One document for sale, return and exchange. Sum of `netMinor` + tax on top + `roundingMinor` = sum of tenders = `totalMinor`. */
export const SaleCompletedBody = z
  .object({
    receipt: ReceiptNumber,
    shift: ShiftId,
    currency: Currency,
    lines: z.array(SaleLine).min(1).max(LINES_MAX).readonly(),
    tenders: z.array(Tender).max(12).readonly(),
    roundingMinor: Minor,
    taxMinor: Minor,
    totalMinor: Minor,
    versions: z
      .object({ prices: z.int().nonnegative(), promotions: z.int().nonnegative(), taxes: z.int().nonnegative() })
      .readonly(),
  })
  .readonly();
export type SaleCompletedBody = z.output<typeof SaleCompletedBody>;
