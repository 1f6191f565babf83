import { z } from 'zod';
import { Garment } from '../catalog/garment';
import { FittingId } from '../kernel/ids';

/** A room as the store numbers it, `1` to `99`. */
export const Room = z.string().regex(/^[A-Z]?\d{1,2}$/);

/** What became of a garment in the room. `unknown` is an honest answer, never a default in disguise. */
export const Outcome = z.enum(['bought', 'left', 'held', 'swapped', 'unknown']);
export type Outcome = z.output<typeof Outcome>;

/** Why a garment stayed on the rail. Words for people: namespace `common`, key `reason`. */
export const leaveReasons = [
  'too-small',
  'too-large',
  'shoulder',
  'length',
  'colour',
  'fabric',
  'price',
  'style',
  'changed-mind',
  'unsaid',
] as const;
export const LeaveReason = z.enum(leaveReasons);
export type LeaveReason = z.output<typeof LeaveReason>;

/** Someone (the envelope's `who`, or nobody known) went into a room. */
export const FittingStartedBody = z.object({ fitting: FittingId, room: Room }).readonly();
export type FittingStartedBody = z.output<typeof FittingStartedBody>;

const Piece = z.int().positive().max(100_000);

/** Garments carried in. `piece` numbers them within the fitting from 1, so that two of one size stay two. */
export const GarmentsTakenInBody = z
  .object({
    fitting: FittingId,
    garments: z
      .array(z.object({ piece: Piece, garment: Garment }).readonly())
      .min(1)
      .max(40)
      .readonly(),
  })
  .readonly();
export type GarmentsTakenInBody = z.output<typeof GarmentsTakenInBody>;

/** The room is free again; one outcome for each piece taken in. `reason` only where it was left, held or swapped. */
export const FittingEndedBody = z
  .object({
    fitting: FittingId,
    room: Room,
    minutes: z.int().nonnegative().max(10_000_000),
    garments: z
      .array(z.object({ piece: Piece, garment: Garment, outcome: Outcome, reason: LeaveReason.nullable() }).readonly())
      .max(40)
      .readonly(),
  })
  .readonly();
export type FittingEndedBody = z.output<typeof FittingEndedBody>;
