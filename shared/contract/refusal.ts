import { z } from 'zod';

/** Every refusal on the wire: a code to translate and act on, its parameters, and the id to quote to support. */
export const WireRefusal = z
  .object({
    code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    requestId: z.string(),
  })
  .readonly();
export type WireRefusal = z.output<typeof WireRefusal>;
