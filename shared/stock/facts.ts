import { z } from 'zod';
import { StyleId, VariantId } from '../kernel/ids';

/** Pieces of one SKU on one shelf; below zero where a system that counts along says so. */
export const Pieces = z.int().min(-1_000_000).max(1_000_000);

/** The shelf was counted: from this moment the number is what was counted, and earlier movements are absorbed. */
export const StockCountedBody = z
  .object({
    lines: z
      .array(z.object({ variant: VariantId, style: StyleId, qty: Pieces }).readonly())
      .min(1)
      .max(500)
      .readonly(),
  })
  .readonly();
export type StockCountedBody = z.output<typeof StockCountedBody>;
