import { z } from 'zod';
import { ShiftId } from '../kernel/ids';
import { Currency, MinorPaid } from '../kernel/money';

/** A till's drawer was opened for business with a counted float. The envelope's `businessDate` is this shift's from here on. */
export const ShiftOpenedBody = z.object({ shift: ShiftId, currency: Currency, floatMinor: MinorPaid }).readonly();
export type ShiftOpenedBody = z.output<typeof ShiftOpenedBody>;
