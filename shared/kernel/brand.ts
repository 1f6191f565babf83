import type { z } from 'zod';

/** A value that only its own parser can make, so that a `StoreId` is never passed where a `StaffId` is asked. */
export type Brand<Value, Name extends string> = Value & z.core.$brand<Name>;
