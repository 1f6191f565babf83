import { z } from 'zod';
import { Garment } from '../catalog/garment';
import { LINES_MAX, LineNumber } from '../checkout/facts';
import { StoreId } from '../kernel/ids';
import { Currency, Minor, MinorPaid } from '../kernel/money';

/** A shopper's phone read a code in a store. Its time opens the 15 minutes in which the phone may ask a room for help. */
export const CodeScannedBody = z
  .object({ placement: z.enum(['label', 'room', 'window', 'receipt']), garment: Garment.nullable() })
  .readonly();
export type CodeScannedBody = z.output<typeof CodeScannedBody>;

/** A garment was looked at online, or on the phone page after its code was read. */
export const ProductViewedBody = z.object({ garment: Garment }).readonly();
export type ProductViewedBody = z.output<typeof ProductViewedBody>;

/** How an order reaches the shopper. Collecting reserves the pieces in that store until `until` (ms since 1970). */
export const Delivery = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('ship') }),
    z.object({ kind: z.literal('collect'), store: StoreId, until: z.int().positive() }),
  ])
  .readonly();
export type Delivery = z.output<typeof Delivery>;

export const OrderLine = z
  .object({
    line: LineNumber,
    garment: Garment,
    qty: z.int().positive().max(999),
    unitMinor: MinorPaid,
    netMinor: Minor,
    for: z.enum(['self', 'gift', 'unknown']),
  })
  .readonly();
export type OrderLine = z.output<typeof OrderLine>;

/** An order was placed in the online shop; the envelope's `who` is the anchor of the phone or account. `private` may hold {@link OrderContact}. */
export const OrderPlacedBody = z
  .object({
    number: z.string().min(1).max(40),
    channel: z.string().max(40),
    currency: Currency,
    lines: z.array(OrderLine).min(1).max(LINES_MAX).readonly(),
    totalMinor: Minor,
    delivery: Delivery,
  })
  .readonly();
export type OrderPlacedBody = z.output<typeof OrderPlacedBody>;

/** Plain form of `OrderPlaced.private`. */
export const OrderContact = z
  .object({
    name: z.string().max(80).optional(),
    phone: z.string().max(20).optional(),
    address: z.string().max(300).optional(),
  })
  .readonly();
export type OrderContact = z.output<typeof OrderContact>;
