import { z } from 'zod';
import { AnchorId, DeviceId, EpochId, FactId, StaffId, StoreId, TenantId } from '../kernel/ids';
import { BusinessDate, WallTime } from '../kernel/time';

/** How a value came to be: the base of the purity score. `typed` is what Seam exists to make rare. */
export const Capture = z.enum(['scan', 'system', 'connector', 'picked', 'typed', 'import']);
export type Capture = z.output<typeof Capture>;

/** Lower-case hex SHA-256. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export type Hash = z.output<typeof Hash>;

/** The `prev` of a till's very first fact. */
export const NO_HASH: Hash = '0'.repeat(64);

/** Hybrid logical clock: microseconds since 1970 in one safe integer, `max(corrected wall clock, last + 1)`. */
export const Hlc = z.int().positive();
export type Hlc = z.output<typeof Hlc>;

/** base64url of nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes), AES-256-GCM under the anchor's own key. */
export const Ciphertext = z
  .string()
  .regex(/^[A-Za-z0-9_-]{38,}$/)
  .max(8192);
export type Ciphertext = z.output<typeof Ciphertext>;

/** Where in its device's chain a fact stands. Only tills have one; `ctr` counts from 1 within an epoch. */
export const DevicePlace = z.object({ id: DeviceId, epoch: EpochId, ctr: z.int().positive() }).readonly();
export type DevicePlace = z.output<typeof DevicePlace>;

/**
 * What surrounds every fact. A till's fact carries `device`, `prev` and `hash`; a fact of a phone, a connector or the
 * hub itself carries none of the three, and is idempotent by its id alone.
 */
export const envelopeShape = {
  id: FactId,
  v: z.int().positive(),
  tenant: TenantId,
  store: StoreId.optional(),
  device: DevicePlace.optional(),
  hlc: Hlc,
  occurredAt: WallTime,
  businessDate: BusinessDate.optional(),
  staff: StaffId.optional(),
  who: AnchorId.optional(),
  capture: Capture,
  private: Ciphertext.optional(),
  prev: Hash.optional(),
  hash: Hash.optional(),
} as const;

/** A fact's canonical text may be at most this long; checked in `decide`, so that no fact is refused for size later. */
export const FACT_MAX_BYTES = 64 * 1024;
