import { z } from 'zod';
import { Garment } from '../catalog/garment';
import { AnchorId, BasketId, FittingId, StaffId } from '../kernel/ids';

/** At most this many lines in one sale, and pieces in one line: what a `SaleCompleted` can hold. */
export const LINES_MAX = 200;
export const QTY_MAX = 999;

/** A garment about to be bought. `for` null: nobody has said whose it is, and {@link whoseIs} answers. */
export const BasketLine = z
  .object({
    line: z.int().positive(),
    garment: Garment,
    qty: z.int().positive().max(QTY_MAX),
    seller: StaffId.nullable(),
    for: z.enum(['self', 'gift', 'unknown']).nullable(),
    capture: z.enum(['scan', 'picked', 'typed']),
    fitting: FittingId.nullable(),
  })
  .readonly();
export type BasketLine = z.output<typeof BasketLine>;

/**
 * What is being bought, before it is paid: a draft of this till alone, no fact. `nextLine` numbers the next line, so
 * that a number never names another garment. Parsed when read back from the till's store.
 */
export const Basket = z
  .object({
    id: BasketId,
    who: AnchorId.nullable(),
    lines: z.array(BasketLine).max(LINES_MAX).readonly(),
    nextLine: z.int().positive(),
  })
  .readonly();
export type Basket = z.output<typeof Basket>;

export function emptyBasket(id: BasketId): Basket {
  return { id, who: null, lines: [], nextLine: 1 };
}

/**
 * Whose size a line is. Said by a clerk, or else: of a known person, and of whoever tried it on, for oneself; of a
 * passer-by nobody knows.
 */
export function whoseIs(line: BasketLine, who: AnchorId | null): 'self' | 'gift' | 'unknown' {
  if (line.for !== null) return line.for;
  return who !== null || line.fitting !== null ? 'self' : 'unknown';
}
