import { z } from 'zod';
import { StyleId, VariantId } from '../kernel/ids';

/** The shelf was counted: from this moment the number is what was counted, and earlier movements are absorbed. */
export const StockCountedBody = z
  .object({
    lines: z
      .array(z.object({ variant: VariantId, style: StyleId, qty: z.int() }).readonly())
      .min(1)
      .max(500)
      .readonly(),
  })
  .readonly();
export type StockCountedBody = z.output<typeof StockCountedBody>;
